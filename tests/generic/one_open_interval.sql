{% test one_open_interval(model, partition_by, valid_to="valid_to") %}
    select
        {{ partition_by | join(", ") }},
        count(case when {{ valid_to }} is null then 1 end) as open_count
    from {{ model }}
    group by {{ partition_by | join(", ") }}
    having count(case when {{ valid_to }} is null then 1 end) <> 1
{% endtest %}
