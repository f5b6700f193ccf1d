with carts as (

    select
        *,
        count(*) over (partition by company_id, cart_id) as same_id_count
    from {{ ref('int_carts') }}

),

cart_lines as (

    select * from {{ ref('int_cart_lines') }}

),

orders as (

    select * from {{ ref('int_orders_valued') }}
    where status != 'cancelled'

),

order_lines as (

    select * from {{ ref('stg_unioned__order_lines') }}

),

-- the order names the cart; another system's cart only where no two carts share the id
naming_orders as (

    select
        carts.company_id,
        carts.source_system,
        carts.cart_id,
        orders.source_system as order_source_system,
        orders.order_id,
        orders.ordered_at,
        'cart_id' as taken_by
    from carts
    inner join orders
        on
            carts.company_id = orders.company_id
            and carts.cart_id = orders.cart_id
            and (carts.source_system = orders.source_system or carts.same_id_count = 1)

),

-- an order that names no cart, as a till's, tells by its customer and what lies in it
later_orders as (

    select
        carts.company_id,
        carts.source_system,
        carts.cart_id,
        carts.contact_from_at,
        orders.source_system as order_source_system,
        orders.order_id,
        orders.ordered_at
    from carts
    inner join orders
        on
            carts.company_id = orders.company_id
            and carts.customer_id = orders.customer_id
            and carts.last_event_at <= orders.ordered_at
            and (carts.contact_from_at > orders.ordered_at or carts.expires_at > orders.ordered_at)
    where orders.cart_id is null

),

orders_with_a_product_of_the_cart as (

    select distinct
        later_orders.company_id,
        later_orders.source_system,
        later_orders.cart_id,
        later_orders.order_source_system,
        later_orders.order_id
    from later_orders
    inner join cart_lines
        on
            later_orders.company_id = cart_lines.company_id
            and later_orders.source_system = cart_lines.source_system
            and later_orders.cart_id = cart_lines.cart_id
    inner join order_lines
        on
            later_orders.company_id = order_lines.company_id
            and later_orders.order_source_system = order_lines.source_system
            and later_orders.order_id = order_lines.order_id
            and cart_lines.product_id = order_lines.product_id

),

taking_orders as (

    select * from naming_orders

    union all

    select
        later_orders.company_id,
        later_orders.source_system,
        later_orders.cart_id,
        later_orders.order_source_system,
        later_orders.order_id,
        later_orders.ordered_at,
        case when same_products.order_id is not null then 'product' else 'customer' end as taken_by
    from later_orders
    left join orders_with_a_product_of_the_cart as same_products
        on
            later_orders.company_id = same_products.company_id
            and later_orders.source_system = same_products.source_system
            and later_orders.cart_id = same_products.cart_id
            and later_orders.order_source_system = same_products.order_source_system
            and later_orders.order_id = same_products.order_id
    -- before anyone would be contacted any order will do, later only one of the same goods
    where
        later_orders.ordered_at < later_orders.contact_from_at
        or same_products.order_id is not null

),

ranked as (

    select
        *,
        row_number() over (
            partition by company_id, source_system, cart_id
            order by
                ordered_at,
                {{ binary_order('taken_by') }},
                {{ binary_order('order_source_system') }},
                {{ binary_order('order_id') }}
        ) as order_rank
    from taking_orders

),

final as (

    select
        company_id,
        source_system,
        cart_id,
        order_source_system,
        order_id,
        ordered_at,
        taken_by
    from ranked
    where order_rank = 1

)

select * from final
