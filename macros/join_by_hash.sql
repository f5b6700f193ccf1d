{#
    Hook before a model that reads loaders' tables: PostgreSQL joins by hash or in order, not row by row. It
    knows nothing of what is trimmed and filtered on the way, expects a handful of rows, and would compare
    every row with every other. Holds for the transaction of the model.
#}
{% macro join_by_hash() -%}
    {{- return(adapter.dispatch("join_by_hash", "customer360")()) -}}
{%- endmacro %}

{% macro default__join_by_hash() -%} {%- endmacro %}

{% macro postgres__join_by_hash() -%} set local enable_nestloop = off {%- endmacro %}
