{#
    A weight from 0 to 1 as a whole number. Sums of doubles depend on the order they are taken in, sums
    of whole numbers do not, and up to 4,096 of these still make a double without rounding twice.
#}
{% macro whole_weight(weight) -%}
    cast(floor(({{ weight }}) * 4503599627370496) as bigint)
{%- endmacro %}
