{#
    What a price or a rate makes of an amount, as an amount. Beyond 15 digits it is null: no company's
    money, and the nonsense of one row must not stop the build of all.
#}
{% macro money(amount) -%}
    cast(case when abs({{ amount }}) < 1000000000000000 then {{ amount }} end as numeric(18, 2))
{%- endmacro %}
