{% test mutually_exclusive_intervals(model, partition_by, valid_from="valid_from", valid_to="valid_to") %}
    with intervals as (

        select
            {{ partition_by | join(", ") }},
            {{ valid_from }} as starts,
            {{ valid_to }} as ends,
            row_number() over (
                partition by {{ partition_by | join(", ") }} order by {{ valid_from }}, {{ valid_to }}
            ) as position,
            lead({{ valid_from }}) over (
                partition by {{ partition_by | join(", ") }} order by {{ valid_from }}, {{ valid_to }}
            ) as next_starts,
            count(*) over (partition by {{ partition_by | join(", ") }}) as interval_count
        from {{ model }}

    )

    select *
    from intervals
    where
        starts is null
        or ends <= starts
        or ends > next_starts
        or (ends is null and position < interval_count)
{% endtest %}
