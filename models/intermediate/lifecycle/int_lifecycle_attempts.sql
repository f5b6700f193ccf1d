with cart_events as (

    select * from {{ ref('stg_unioned__cart_events') }}

),

crm_stages as (

    select * from {{ ref('stg_unioned__crm_stages') }}

),

whos as (

    select * from {{ ref('int_whos_resolved') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

rules as (

    select * from {{ ref('int_lifecycle_rules') }}

),

-- looking at a product is no attempt to buy it
cart_attempts as (

    select
        company_id,
        who_key,
        occurred_at
    from cart_events
    where event_type in ('added', 'checkout_started', 'payment_info')

),

lead_attempts as (

    select
        company_id,
        who_key,
        occurred_at
    from crm_stages

),

attempts as (

    select * from cart_attempts
    union all
    select * from lead_attempts

),

dated as (

    select
        attempts.company_id,
        whos.customer_id,
        attempts.occurred_at as attempted_at,
        {{ local_date('attempts.occurred_at', 'companies.time_zone') }} as attempt_date
    from attempts
    inner join whos
        on attempts.who_key = whos.who_key
    inner join companies
        on attempts.company_id = companies.company_id
    where
        whos.customer_id is not null
        and attempts.occurred_at <= companies.as_of

),

timed as (

    select
        dated.company_id,
        dated.customer_id,
        dated.attempted_at,
        {{ add_days('dated.attempted_at', 'rules.attempt_expiry_days') }} as expires_at
    from dated
    inner join rules
        on
            dated.company_id = rules.company_id
            and {{ is_valid_on('rules', 'dated.attempt_date') }}

),

neighbours as (

    select
        *,
        lag(expires_at) over (
            partition by company_id, customer_id
            order by attempted_at
        ) as previous_expires_at,
        lead(attempted_at) over (
            partition by company_id, customer_id
            order by attempted_at
        ) as next_attempted_at
    from timed

),

-- attempts that follow each other before the last one is given up are one
final as (

    select
        company_id,
        customer_id,
        attempted_at as changed_at,
        true as is_open
    from neighbours
    where previous_expires_at is null or previous_expires_at <= attempted_at

    union all

    select
        company_id,
        customer_id,
        expires_at as changed_at,
        false as is_open
    from neighbours
    where next_attempted_at is null or next_attempted_at > expires_at

)

select * from final
