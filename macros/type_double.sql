{# A number of 64 bits. dbt's own type_float has 32 bits on DuckDB and 64 on PostgreSQL. #}
{% macro type_double() -%}
    {{- return(adapter.dispatch("type_double", "customer360")()) -}}
{%- endmacro %}

{% macro default__type_double() -%} double precision {%- endmacro %}

{% macro spark__type_double() -%} double {%- endmacro %}
