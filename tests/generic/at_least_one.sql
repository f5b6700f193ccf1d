{% test at_least_one(model, column_name=none) %}
    {%- set counted = column_name or "*" %}
    select row_count
    from (select count({{ counted }}) as row_count from {{ model }}) as counted_rows
    where row_count = 0
{% endtest %}
