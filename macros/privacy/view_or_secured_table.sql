{#
    How a mart is made that is one model under its public name. Written out it would be the same rows a
    second time, so it is a view; but PostgreSQL guards the rows of tables only.
#}
{% macro view_or_secured_table() -%}
    {{- return("view" if target.type == "duckdb" else "table") -}}
{%- endmacro %}
