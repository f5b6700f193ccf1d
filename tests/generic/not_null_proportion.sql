{% test not_null_proportion(model, column_name, at_least=1.0, at_most=1.0) %}
    select proportion
    from (
        select
            {{ safe_divide("count(" ~ column_name ~ ")", "count(*)") }} as proportion
        from {{ model }}
    ) as measured
    where proportion < {{ at_least }} or proportion > {{ at_most }}
{% endtest %}
