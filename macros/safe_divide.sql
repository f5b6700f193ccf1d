{# The quotient as a double on every warehouse; null where the denominator is zero or null. #}
{% macro safe_divide(numerator, denominator) -%}
    (
        cast({{ numerator }} as {{ type_double() }})
        / nullif(cast({{ denominator }} as {{ type_double() }}), 0)
    )
{%- endmacro %}
