with transitions as (

    select * from {{ ref('int_channel_transitions') }}

),

-- a conversion that nothing led to passes its own channel, as in every other mart
steps as (

    select
        company_id,
        coalesce(from_channel, '(start)') as from_channel,
        coalesce(to_channel, case when from_channel is null then '(no touch)' else '(' || outcome || ')' end)
            as to_channel,
        transitions,
        case when from_channel is not null then conversion_value else 0 end as conversion_value
    from transitions

    union all

    select
        company_id,
        '(no touch)' as from_channel,
        '(' || outcome || ')' as to_channel,
        transitions,
        conversion_value
    from transitions
    where from_channel is null and to_channel is null

),

-- conversions of all types, and each journey that led nowhere once
pooled as (

    select
        company_id,
        from_channel,
        to_channel,
        cast(sum(transitions) as bigint) as transitions,
        cast(sum(conversion_value) as numeric(18, 2)) as conversion_value
    from steps
    group by company_id, from_channel, to_channel

),

final as (

    select
        company_id,
        from_channel,
        to_channel,
        transitions,
        {{ safe_divide(
            'transitions',
            'sum(transitions) over (partition by company_id, from_channel)',
        ) }} as probability,
        conversion_value
    from pooled

)

select * from final
