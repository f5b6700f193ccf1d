with orders as (

    select * from {{ ref('int_orders_valued') }}
    where status != 'cancelled'

),

order_lines as (

    select * from {{ ref('stg_unioned__order_lines') }}
    where quantity > 0

),

-- what an order holds, also one of nobody known
final as (

    select
        orders.company_id,
        orders.source_system || ':' || orders.order_id as order_key,
        order_lines.product_id,
        orders.customer_id,
        orders.ordered_at
    from orders
    inner join order_lines
        on
            orders.company_id = order_lines.company_id
            and orders.source_system = order_lines.source_system
            and orders.order_id = order_lines.order_id
    group by
        orders.company_id,
        orders.source_system || ':' || orders.order_id,
        order_lines.product_id,
        orders.customer_id,
        orders.ordered_at

)

select * from final
