-- The open balance told from the events as they were sent: what came in less what went out.
with events as (

    select
        whos.company_id,
        whos.customer_id,
        -- an event without points moves none, and its kind says which way, however it is signed
        sum(
            cast(
                case
                    when loyalty_events.event_type = 'points_earned' then abs(coalesce(loyalty_events.points, 0))
                    when loyalty_events.event_type in ('points_spent', 'points_expired')
                        then -abs(coalesce(loyalty_events.points, 0))
                    else 0
                end as numeric(18, 2)
            )
        ) as points
    from {{ ref('stg_unioned__loyalty_events') }} as loyalty_events
    inner join {{ ref('int_whos_resolved') }} as whos
        on loyalty_events.who_key = whos.who_key
    inner join {{ ref('int_companies') }} as companies
        on loyalty_events.company_id = companies.company_id
    where loyalty_events.occurred_at <= companies.as_of
    group by whos.company_id, whos.customer_id

),

intervals as (

    select * from {{ ref('fct_loyalty_intervals') }}
    where valid_to is null

)

select
    coalesce(events.company_id, intervals.company_id) as company_id,
    coalesce(events.customer_id, intervals.customer_id) as customer_id,
    events.points,
    intervals.points_balance
from events
full outer join intervals
    on
        events.company_id = intervals.company_id
        and events.customer_id = intervals.customer_id
where
    events.points is distinct from intervals.points_balance
    or intervals.points_balance != intervals.points_earned - intervals.points_spent - intervals.points_expired
