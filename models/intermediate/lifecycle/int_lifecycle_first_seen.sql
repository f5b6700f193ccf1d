with seen as (

    select * from {{ ref('int_customers_seen') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

newest_events as (

    select * from {{ ref('int_company_newest_events') }}

),

-- of whom nothing dated is known, that is known since the load: since what the load calls now
dated as (

    select
        seen.company_id,
        seen.customer_id,
        coalesce(seen.first_seen_at, newest_events.now_at, companies.as_of) as first_seen_at,
        companies.as_of,
        companies.time_zone
    from seen
    inner join companies
        on seen.company_id = companies.company_id
    left join newest_events
        on seen.company_id = newest_events.company_id

),

-- who is seen for the first time after "now" is not known yet
final as (

    select
        company_id,
        customer_id,
        first_seen_at,
        {{ local_date('first_seen_at', 'time_zone') }} as first_seen_date
    from dated
    where first_seen_at <= as_of

)

select * from final
