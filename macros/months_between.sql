{# Calendar months from one first day of a month to another. #}
{% macro months_between(from_month, to_month) -%}
    cast(
        12 * (extract(year from {{ to_month }}) - extract(year from {{ from_month }}))
        + extract(month from {{ to_month }}) - extract(month from {{ from_month }})
        as integer
    )
{%- endmacro %}
