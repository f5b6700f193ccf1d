with customer_records as (

    select * from {{ ref('int_customer_records') }}

),

identifiers as (

    select * from {{ ref('int_identifiers_resolved') }}
    where customer_id is not null

),

consent_events as (

    select * from {{ ref('int_consent_events') }}

),

touches as (

    select * from {{ ref('int_touches_classified') }}
    where customer_id is not null

),

companies as (

    select * from {{ ref('int_companies') }}

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
        signs_of_life.company_id,
        signs_of_life.customer_id,
        min(
            case when signs_of_life.seen_at <= companies.as_of then signs_of_life.seen_at end
        ) as seen_at
    from signs_of_life
    inner join companies
        on signs_of_life.company_id = companies.company_id
    group by signs_of_life.company_id, signs_of_life.customer_id

),

final as (

    select
        earliest.company_id,
        earliest.customer_id,
        -- nothing dated is known of the person: known since the load
        coalesce(earliest.seen_at, companies.as_of) as first_seen_at
    from earliest
    inner join companies
        on earliest.company_id = companies.company_id

)

select * from final
