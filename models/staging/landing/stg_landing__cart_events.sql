with source as (

    select * from {{ source('landing', 'cart_events') }}

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        cart_event_id,

        ---------- who
        {{ blank_to_null('source_customer_id') }} as source_customer_id,
        {{ blank_to_null('email') }} as email,
        {{ email_key('email') }} as email_key,
        {{ blank_to_null('phone') }} as phone,
        {{ blank_to_null('loyalty_id') }} as loyalty_id,
        {{ blank_to_null('anonymous_id') }} as anonymous_id,
        {{ who_key() }} as who_key,

        ---------- text
        {{ blank_to_null('cart_id') }} as cart_id,
        {{ blank_to_null('event_type') }} as event_type,
        {{ blank_to_null('product_id') }} as product_id,

        ---------- amounts
        quantity,
        cast(price as numeric(18, 2)) as price,
        cast(cart_value as numeric(18, 2)) as cart_value,
        upper({{ blank_to_null('currency') }}) as currency,

        ---------- times
        occurred_at,

        ---------- landing
        landing_flags,
        loaded_at
    from source

)

select * from final
