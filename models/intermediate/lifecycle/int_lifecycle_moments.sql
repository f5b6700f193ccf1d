with first_seen as (

    select * from {{ ref('int_lifecycle_first_seen') }}

),

attempts as (

    select * from {{ ref('int_lifecycle_attempts') }}

),

orders as (

    select * from {{ ref('int_lifecycle_orders') }}

),

tiers as (

    select * from {{ ref('int_lifecycle_tiers') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

-- every instant at which a stage could begin: what happened, and what ran out
moments as (

    select
        company_id,
        customer_id,
        first_seen_at as moment_at
    from first_seen

    union

    select
        company_id,
        customer_id,
        attempted_at as moment_at
    from attempts

    union

    select
        company_id,
        customer_id,
        expires_at as moment_at
    from attempts

    union

    select
        company_id,
        customer_id,
        ordered_at as moment_at
    from orders

    union

    select
        company_id,
        customer_id,
        abandoned_at as moment_at
    from orders

    union

    select
        company_id,
        customer_id,
        fully_refunded_at as moment_at
    from orders

    union

    select
        company_id,
        customer_id,
        refund_expires_at as moment_at
    from orders

    union

    select
        company_id,
        customer_id,
        changed_at as moment_at
    from tiers

),

final as (

    select
        moments.company_id,
        moments.customer_id,
        moments.moment_at
    from moments
    inner join first_seen
        on
            moments.company_id = first_seen.company_id
            and moments.customer_id = first_seen.customer_id
    inner join companies
        on moments.company_id = companies.company_id
    where
        moments.moment_at >= first_seen.first_seen_at
        and moments.moment_at <= companies.as_of

)

select * from final
