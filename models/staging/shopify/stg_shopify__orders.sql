with orders as (

    select * from {{ source('shopify', 'order') }}
    where not coalesce(_fivetran_deleted, false) and not coalesce(test, false)

),

shipping as (

    select
        company_id,
        source_system,
        order_id,
        sum(coalesce(discounted_price, price)) as shipping
    from {{ source('shopify', 'order_shipping_line') }}
    where not coalesce(_fivetran_deleted, false)
    group by company_id, source_system, order_id

),

discount_codes as (

    {{ first_rows(
        source('shopify', 'order_discount_code'),
        'order_id',
        'index, ' ~ binary_order('code'),
        where='not coalesce(_fivetran_deleted, false)',
    ) }}

),

final as (

    select
        ---------- key
        orders.company_id,
        orders.source_system,
        orders.id as order_id,

        ---------- who
        orders.customer_id as source_customer_id,
        orders.email,
        orders.phone,

        ---------- text
        case
            when orders.cancelled_at is not null or orders.financial_status = 'voided' then 'cancelled'
            when orders.fulfillment_status = 'fulfilled' then 'fulfilled'
            when orders.financial_status in ('paid', 'partially_refunded', 'refunded') then 'paid'
            else 'placed'
        end as status,
        case when orders.source_name = 'pos' then 'pos' else 'online' end as order_channel,
        orders.location_id as store_id,
        orders.name as receipt_no,
        discount_codes.code as coupon_code,
        orders.cart_token as cart_id,

        ---------- amounts
        orders.total_price as order_value,
        coalesce(orders.currency, orders.connection_currency) as currency,
        orders.total_discounts as discount,
        orders.total_tax as tax,
        shipping.shipping,

        ---------- times
        coalesce(orders.processed_at, orders.created_at) as ordered_at,

        ---------- not known here
        {{ unknown_columns(['loyalty_id', 'anonymous_id', 'campaign_id', 'payment_token_hash']) }},
        orders._fivetran_synced as loaded_at
    from orders
    left join shipping
        on
            orders.company_id = shipping.company_id
            and orders.source_system = shipping.source_system
            and orders.id = shipping.order_id
    left join discount_codes
        on
            orders.company_id = discount_codes.company_id
            and orders.source_system = discount_codes.source_system
            and orders.id = discount_codes.order_id

)

select * from final
