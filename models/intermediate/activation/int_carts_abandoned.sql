with carts as (

    select * from {{ ref('int_carts') }}

),

cart_orders as (

    select * from {{ ref('int_cart_orders') }}

),

orders as (

    select * from {{ ref('int_orders_valued') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

exchange_rates as (

    select * from {{ ref('int_exchange_rates') }}

),

final as (

    select
        carts.company_id,
        carts.source_system,
        carts.cart_id,
        carts.customer_id,
        carts.furthest_step,
        carts.line_count,
        carts.item_count,
        carts.cart_value,
        carts.currency,
        {{ converted(
            'carts.cart_value',
            'carts.currency',
            'carts.reporting_currency',
            'exchange_rates.rate'
        ) }} as cart_value_reporting,
        -- a checkout alone names no goods either, but nobody took any out
        carts.item_count = 0 and coalesce(carts.cart_value = 0, false) as is_emptied,
        cart_orders.order_id is not null as is_recovered,
        cart_orders.taken_by as recovered_by,
        cart_orders.order_source_system as recovered_order_source_system,
        cart_orders.order_id as recovered_order_id,
        orders.net_value_reporting as recovered_value_reporting,
        carts.started_at,
        carts.last_event_at,
        carts.abandoned_at,
        carts.contact_from_at,
        carts.expires_at,
        cart_orders.ordered_at as recovered_at
    from carts
    inner join companies
        on carts.company_id = companies.company_id
    left join cart_orders
        on
            carts.company_id = cart_orders.company_id
            and carts.source_system = cart_orders.source_system
            and carts.cart_id = cart_orders.cart_id
    left join orders
        on
            cart_orders.company_id = orders.company_id
            and cart_orders.order_source_system = orders.source_system
            and cart_orders.order_id = orders.order_id
    left join exchange_rates
        on
            carts.company_id = exchange_rates.company_id
            and carts.currency = exchange_rates.from_currency
            and carts.reporting_currency = exchange_rates.to_currency
            and {{ is_valid_on('exchange_rates', 'carts.last_event_date') }}
    -- ordered before anyone would have been contacted: a slow purchase, not an abandoned cart
    where
        carts.abandoned_at <= companies.as_of
        and (cart_orders.ordered_at is null or cart_orders.ordered_at >= carts.contact_from_at)

)

select * from final
