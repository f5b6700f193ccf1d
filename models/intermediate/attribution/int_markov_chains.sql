{#-
    The chain of order 1 of each conversion type as a matrix. Row 0 is the start, row i the i-th channel;
    column i the i-th channel, and behind the last one the chance to convert and the value it brings.
-#}

with transitions as (

    select * from {{ ref('int_channel_transitions') }}

),

conversion_types as (

    select distinct
        company_id,
        conversion_type
    from transitions
    where conversion_type is not null

),

-- journeys that led nowhere speak against every type of conversion
steps as (

    select
        conversion_types.company_id,
        conversion_types.conversion_type,
        transitions.from_channel,
        transitions.to_channel,
        transitions.outcome,
        sum(transitions.transitions) as transitions,
        sum(transitions.conversion_value) as conversion_value
    from conversion_types
    inner join transitions
        on
            conversion_types.company_id = transitions.company_id
            and (
                conversion_types.conversion_type = transitions.conversion_type
                or transitions.conversion_type is null
            )
    group by
        conversion_types.company_id,
        conversion_types.conversion_type,
        transitions.from_channel,
        transitions.to_channel,
        transitions.outcome

),

visits as (

    select
        company_id,
        conversion_type,
        from_channel,
        sum(transitions) as visits,
        row_number() over (
            partition by company_id, conversion_type
            order by case when from_channel is null then 0 else 1 end, {{ binary_order('from_channel') }}
        ) - 1 as state_no,
        count(*) over (partition by company_id, conversion_type) - 1 as channel_count
    from steps
    group by company_id, conversion_type, from_channel

),

columns_of_matrix as (

    select
        company_id,
        conversion_type,
        state_no as column_no,
        from_channel as to_channel,
        'channel' as column_kind
    from visits
    where state_no > 0

    union all

    select
        company_id,
        conversion_type,
        channel_count + 1 as column_no,
        cast(null as {{ dbt.type_string() }}) as to_channel,
        'conversion' as column_kind
    from visits
    where state_no = 0

    union all

    select
        company_id,
        conversion_type,
        channel_count + 2 as column_no,
        cast(null as {{ dbt.type_string() }}) as to_channel,
        'value' as column_kind
    from visits
    where state_no = 0

),

final as (

    select
        visits.company_id,
        visits.conversion_type,
        visits.from_channel as channel,
        visits.channel_count,
        visits.state_no as row_no,
        columns_of_matrix.column_no,
        columns_of_matrix.column_kind,
        coalesce(
            {{ safe_divide(
                "case when columns_of_matrix.column_kind = 'value' then steps.conversion_value"
                ~ " else steps.transitions end",
                "visits.visits",
            ) }},
            0
        ) as entry
    from visits
    inner join columns_of_matrix
        on
            visits.company_id = columns_of_matrix.company_id
            and visits.conversion_type = columns_of_matrix.conversion_type
    left join steps
        on
            visits.company_id = steps.company_id
            and visits.conversion_type = steps.conversion_type
            and coalesce(visits.from_channel, '') = coalesce(steps.from_channel, '')
            and (visits.from_channel is null) = (steps.from_channel is null)
            and case
                when columns_of_matrix.column_kind = 'channel'
                    then columns_of_matrix.to_channel = steps.to_channel
                else steps.outcome = 'conversion'
            end

)

select * from final
