{# Microseconds since 1970 as a whole number, to order and to compute with. #}
{% macro epoch_microseconds(timestamp) -%}
    {{- return(adapter.dispatch("epoch_microseconds", "customer360")(timestamp)) -}}
{%- endmacro %}

{% macro default__epoch_microseconds(timestamp) -%}
    cast(extract(epoch from {{ timestamp }}) * 1000000 as bigint)
{%- endmacro %}

{% macro duckdb__epoch_microseconds(timestamp) -%} epoch_us({{ timestamp }}) {%- endmacro %}

{% macro spark__epoch_microseconds(timestamp) -%} unix_micros({{ timestamp }}) {%- endmacro %}
