{# Seconds from one instant or date to another, with fractions; negative when they are swapped. #}
{% macro seconds_between(from_time, to_time) -%}
    {{- return(adapter.dispatch("seconds_between", "customer360")(from_time, to_time)) -}}
{%- endmacro %}

{% macro default__seconds_between(from_time, to_time) -%}
    cast(
        extract(epoch from (cast({{ to_time }} as timestamp) - cast({{ from_time }} as timestamp)))
        as {{ type_double() }}
    )
{%- endmacro %}

{% macro spark__seconds_between(from_time, to_time) -%}
    (
        unix_micros(cast({{ to_time }} as timestamp)) - unix_micros(cast({{ from_time }} as timestamp))
    ) / 1e6
{%- endmacro %}
