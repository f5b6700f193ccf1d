-- Re-derived from the log: the open interval is the newest instant, and no event of that instant is stricter.
with newest as (

    select
        company_id,
        customer_id,
        channel,
        max(occurred_at) as occurred_at
    from {{ ref('int_consent_events') }}
    where is_dated
    group by company_id, customer_id, channel

),

strictest as (

    select
        events.company_id,
        events.customer_id,
        events.channel,
        max(events.restriction) as restriction
    from {{ ref('int_consent_events') }} as events
    inner join newest
        on
            events.company_id = newest.company_id
            and events.customer_id = newest.customer_id
            and events.channel = newest.channel
            and events.occurred_at >= newest.occurred_at
    where events.is_dated or events.restriction = 3
    group by events.company_id, events.customer_id, events.channel

)

select
    strictest.company_id,
    strictest.customer_id,
    strictest.channel,
    intervals.status
from strictest
left join {{ ref('fct_consent_intervals') }} as intervals
    on
        strictest.company_id = intervals.company_id
        and strictest.customer_id = intervals.customer_id
        and strictest.channel = intervals.channel
        and intervals.valid_to is null
where
    intervals.status is null
    or (strictest.restriction = 3) != (intervals.status in ('denied', 'withdrawn'))
    or (strictest.restriction = 1) != (intervals.status = 'granted')
