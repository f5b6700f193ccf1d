with checkouts as (

    select * from {{ source('shopify', 'abandoned_checkout') }}
    where not coalesce(_fivetran_deleted, false)

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        id as cart_event_id,

        ---------- who
        customer_id as source_customer_id,
        email,
        phone,

        ---------- text
        coalesce(cart_token, token, id) as cart_id,
        'checkout_started' as event_type,

        ---------- amounts
        -- a checkout's amounts are in the buyer's currency, where an order's are in the shop's
        total_price as cart_value,
        coalesce(presentment_currency, currency, connection_currency) as currency,

        ---------- times
        created_at as occurred_at,

        ---------- not known here
        {{ unknown_columns(['loyalty_id', 'anonymous_id', 'product_id', 'quantity', 'price']) }},
        _fivetran_synced as loaded_at
    from checkouts

)

select * from final
