{#
    A rate as a decimal of 12 digits, the same on every warehouse: a double turned into a decimal
    directly is rounded differently by each. The detour by a whole number is exact on all.
#}
{% macro exact_rate(rate) -%}
    cast(
        cast(floor({{ rate }} * 1e12 + 0.5) as bigint) * cast(0.000000000001 as numeric(13, 12))
        as numeric(24, 12)
    )
{%- endmacro %}
