with orders as (

    select * from {{ ref('int_orders_valued') }}
    where status != 'cancelled' and customer_id is not null

),

order_lines as (

    select * from {{ ref('stg_unioned__order_lines') }}
    where quantity > 0

),

final as (

    select
        orders.company_id,
        orders.customer_id,
        order_lines.product_id,
        cast(count(distinct orders.source_system || ':' || orders.order_id) as integer) as order_count,
        min(orders.ordered_at) as first_ordered_at,
        max(orders.ordered_at) as last_ordered_at
    from orders
    inner join order_lines
        on
            orders.company_id = order_lines.company_id
            and orders.source_system = order_lines.source_system
            and orders.order_id = order_lines.order_id
    group by orders.company_id, orders.customer_id, order_lines.product_id

)

select * from final
