{#
    An amount in another currency, as numeric(18, 2): as it is where both are the same, else by the rate, which
    may be missing.
#}
{% macro converted(amount, from_currency, to_currency, rate) -%}
    case
        when {{ from_currency }} = {{ to_currency }} then cast({{ amount }} as numeric(18, 2))
        else {{ money(amount ~ " * " ~ rate) }}
    end
{%- endmacro %}
