{#
    An amount of type double as numeric(18, 2), the same on every warehouse: PostgreSQL casts no more than
    15 digits of a double. Beyond 15 digits before the point it is null, as in money.
#}
{% macro exact_money(amount) -%}
    cast(
        case
            when abs({{ amount }}) < 1000000000000000
                then cast(floor({{ amount }} * 100 + 0.5) as bigint) * cast(0.01 as numeric(3, 2))
        end
        as numeric(18, 2)
    )
{%- endmacro %}
