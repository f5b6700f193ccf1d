with source as (

    select * from {{ source('landing', 'loyalty_events') }}

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        loyalty_event_id,

        ---------- who
        {{ blank_to_null('source_customer_id') }} as source_customer_id,
        {{ blank_to_null('email') }} as email,
        {{ email_key('email') }} as email_key,
        {{ blank_to_null('phone') }} as phone,
        {{ blank_to_null('loyalty_id') }} as loyalty_id,
        {{ blank_to_null('anonymous_id') }} as anonymous_id,
        {{ who_key() }} as who_key,

        ---------- text
        {{ blank_to_null('event_type') }} as event_type,
        {{ blank_to_null('tier') }} as tier,
        {{ blank_to_null('reward_id') }} as reward_id,
        {{ blank_to_null('order_id') }} as order_id,

        ---------- amounts
        points,
        cast(reward_cost as numeric(18, 2)) as reward_cost,

        ---------- times
        occurred_at,

        ---------- landing
        landing_flags,
        loaded_at
    from source

)

select * from final
