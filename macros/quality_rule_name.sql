{#
    The name of a rule that a company made itself, from SQL expressions: check(what, params), as in
    range(orders.order_value, 0..100000).
#}
{% macro quality_rule_name(check_name, table_name, column_name, params) -%}
    {{ check_name }} || '(' || {{ table_name }} || coalesce('.' || {{ column_name }}, '')
    || coalesce(', ' || {{ params }}, '') || ')'
{%- endmacro %}
