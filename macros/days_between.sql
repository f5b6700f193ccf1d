{# Whole days from one date to another; of an instant only the date counts. #}
{% macro days_between(from_date, to_date) -%}
    {{- return(adapter.dispatch("days_between", "customer360")(from_date, to_date)) -}}
{%- endmacro %}

{% macro default__days_between(from_date, to_date) -%}
    cast(cast({{ to_date }} as date) - cast({{ from_date }} as date) as integer)
{%- endmacro %}

{% macro spark__days_between(from_date, to_date) -%}
    datediff(cast({{ to_date }} as date), cast({{ from_date }} as date))
{%- endmacro %}
