with housed as (

    select * from {{ ref('int_customers_housed') }}

),

customer_orders as (

    select * from {{ ref('int_customer_orders') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

final as (

    select
        housed.company_id,
        housed.household_id,
        cast(count(*) as integer) as member_count,
        cast(sum(coalesce(customer_orders.order_count, 0)) as integer) as order_count,
        cast(sum(coalesce(customer_orders.net_revenue, 0)) as numeric(18, 2)) as net_revenue,
        companies.currency
    from housed
    inner join companies
        on housed.company_id = companies.company_id
    left join customer_orders
        on
            housed.company_id = customer_orders.company_id
            and housed.customer_id = customer_orders.customer_id
    group by housed.company_id, housed.household_id, companies.currency

)

select * from final
