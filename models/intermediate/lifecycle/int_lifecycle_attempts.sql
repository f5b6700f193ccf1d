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

final as (

    select distinct
        attempts.company_id,
        whos.customer_id,
        attempts.occurred_at as attempted_at,
        {{ add_days('attempts.occurred_at', 'companies.attempt_expiry_days') }} as expires_at
    from attempts
    inner join whos
        on attempts.who_key = whos.who_key
    inner join companies
        on attempts.company_id = companies.company_id
    where attempts.occurred_at <= companies.as_of

)

select * from final
