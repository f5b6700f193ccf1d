{#
    How a mart is made that is one model under its public name. Written out it would be the same rows a
    second time, so it is a view; but PostgreSQL guards the rows of tables only. A view takes no
    constraints: those in its YAML hold on PostgreSQL (hence warn_unsupported: false), and never_null of
    its primary_key test on both.
#}
{% macro view_or_secured_table() -%}
    {{- return("view" if target.type == "duckdb" else "table") -}}
{%- endmacro %}
