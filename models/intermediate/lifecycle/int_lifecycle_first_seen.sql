with customer_records as (

    select * from {{ ref('int_customer_records') }}

),

identifiers as (

    select * from {{ ref('int_identifiers_resolved') }}
    where customer_id is not null

),

consent_events as (

    select * from {{ ref('int_consent_events') }}
    where is_dated

),

touches as (

    select * from {{ ref('int_touches_classified') }}
    where customer_id is not null

),

companies as (

    select * from {{ ref('int_companies') }}

),

newest_events as (

    select * from {{ ref('int_company_newest_events') }}

),

signs_of_life as (

    select
        company_id,
        customer_id,
        first_seen_at as seen_at
    from customer_records

    union all

    select
        company_id,
        customer_id,
        first_seen_at as seen_at
    from identifiers

    union all

    select
        company_id,
        customer_id,
        occurred_at as seen_at
    from consent_events

    union all

    select
        company_id,
        customer_id,
        touched_at as seen_at
    from touches

),

earliest as (

    select
        company_id,
        customer_id,
        min(seen_at) as seen_at
    from signs_of_life
    group by company_id, customer_id

),

-- of whom nothing dated is known, that is known since the load: since what the load calls now
dated as (

    select
        earliest.company_id,
        earliest.customer_id,
        coalesce(
            earliest.seen_at,
            newest_events.newest_past_event_at,
            newest_events.loaded_at,
            companies.as_of
        ) as first_seen_at,
        companies.as_of
    from earliest
    inner join companies
        on earliest.company_id = companies.company_id
    left join newest_events
        on earliest.company_id = newest_events.company_id

),

-- who is seen for the first time after "now" is not known yet
final as (

    select
        company_id,
        customer_id,
        first_seen_at
    from dated
    where first_seen_at <= as_of

)

select * from final
