{#
    A bound of the 95 % interval of a rate (Wilson): "-" gives the lower, "+" the upper one. Rate and
    size are doubles; null where the size is.
#}
{% macro wilson_bound(rate, size, sign) -%}
    {%- set z = 1.959963984540054 -%}
    (
        {{ rate }} + {{ z * z }} / (2 * {{ size }})
        {{ sign }} {{ z }} * sqrt({{ rate }} * (1 - {{ rate }}) / {{ size }} + {{ z * z }} / (4 * {{ size }} * {{ size }}))
    ) / (1 + {{ z * z }} / {{ size }})
{%- endmacro %}
