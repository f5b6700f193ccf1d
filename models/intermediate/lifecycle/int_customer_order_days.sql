with orders as (

    select * from {{ ref('int_orders_valued') }}
    where status != 'cancelled' and customer_id is not null

),

-- what is bought on one day is one decision to buy; an order given back was still one
final as (

    select
        company_id,
        customer_id,
        order_date,
        cast(count(*) as integer) as order_count,
        cast(sum(net_value_reporting) as numeric(18, 2)) as net_value,
        max(ordered_at) as last_ordered_at
    from orders
    group by company_id, customer_id, order_date

)

select * from final
