-- Every landed event up to now, and every event of a message that counts as a touch, is a touch, part of one, or
-- left out for a reason.
with events as (

    select touches.company_id
    from {{ ref('stg_unioned__touches') }} as touches
    inner join {{ ref('int_companies') }} as companies
        on touches.company_id = companies.company_id
    where touches.occurred_at <= companies.as_of

    union all

    select company_id
    from {{ ref('int_touches_unified') }}
    where touch_id like 'message:%'

),

landed as (

    select
        company_id,
        count(*) as events
    from events
    group by company_id

),

left_out as (

    select
        company_id,
        count(*) as events
    from {{ ref('int_touches_sessionised') }}
    where left_out_because in ('bot', 'internal')
    group by company_id

),

counted as (

    select
        company_id,
        sum(event_count) as events
    from {{ ref('fct_touches') }}
    group by company_id

)

select
    landed.company_id,
    landed.events as landed,
    counted.events as counted,
    left_out.events as left_out
from landed
left join counted
    on landed.company_id = counted.company_id
left join left_out
    on landed.company_id = left_out.company_id
where landed.events != coalesce(counted.events, 0) + coalesce(left_out.events, 0)
