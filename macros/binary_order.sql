{# Text in the order of its bytes, whatever collation the database was created with. #}
{% macro binary_order(column) -%}
    {{- return(adapter.dispatch("binary_order", "customer360")(column)) -}}
{%- endmacro %}

{% macro default__binary_order(column) -%} {{ column }} {%- endmacro %}

{% macro postgres__binary_order(column) -%} {{ column }} collate "C" {%- endmacro %}
