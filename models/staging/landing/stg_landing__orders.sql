with source as (

    select * from {{ source('landing', 'orders') }}

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        order_id,

        ---------- who
        {{ blank_to_null('source_customer_id') }} as source_customer_id,
        {{ blank_to_null('email') }} as email,
        {{ email_key('email') }} as email_key,
        {{ blank_to_null('phone') }} as phone,
        {{ blank_to_null('loyalty_id') }} as loyalty_id,
        {{ blank_to_null('anonymous_id') }} as anonymous_id,
        {{ who_key() }} as who_key,

        ---------- text
        {{ blank_to_null('status') }} as status,
        {{ blank_to_null('order_channel') }} as order_channel,
        {{ blank_to_null('store_id') }} as store_id,
        {{ blank_to_null('receipt_no') }} as receipt_no,
        {{ blank_to_null('coupon_code') }} as coupon_code,
        {{ blank_to_null('cart_id') }} as cart_id,
        {{ blank_to_null('campaign_id') }} as campaign_id,
        {{ blank_to_null('payment_token_hash') }} as payment_token_hash,

        ---------- amounts
        cast(order_value as numeric(18, 2)) as order_value,
        upper({{ blank_to_null('currency') }}) as currency,
        cast(discount as numeric(18, 2)) as discount,
        cast(tax as numeric(18, 2)) as tax,
        cast(shipping as numeric(18, 2)) as shipping,

        ---------- times
        ordered_at,

        ---------- landing
        landing_flags,
        loaded_at
    from source

)

select * from final
