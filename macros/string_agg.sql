{#
    Texts of a group in one, in a fixed order: that of order_by, else that of their own bytes. With
    distinct every text appears once, and the order is its own.
#}
{% macro string_agg(measure, delimiter=",", order_by=none, distinct=false) -%}
    {%- set text = binary_order(measure) if order_by is none or distinct else measure -%}
    {{- dbt.listagg(
        ("distinct " if distinct else "") ~ text,
        text_literal(delimiter),
        "order by " ~ (text if order_by is none or distinct else order_by),
    ) -}}
{%- endmacro %}
