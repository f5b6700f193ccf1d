-- Orders and revenue of all months are those of the customers.
with totals as (

    select
        company_id,
        customer_id,
        sum(orders) as orders,
        sum(first_orders + repeat_orders) as first_and_repeat_orders,
        sum(net_revenue) as net_revenue
    from {{ ref('fct_customer_months') }}
    group by company_id, customer_id

)

select customers.customer_id
from {{ ref('dim_customers') }} as customers
left join totals
    on
        customers.company_id = totals.company_id
        and customers.customer_id = totals.customer_id
where
    customers.order_count != coalesce(totals.orders, 0)
    or customers.net_revenue != coalesce(totals.net_revenue, 0)
    or totals.orders != totals.first_and_repeat_orders
