with order_days as (

    select * from {{ ref('int_customer_order_days') }}

),

totals as (

    select
        company_id,
        customer_id,
        {{ month_of('order_date') }} as month,
        sum(order_count) as order_count,
        sum(net_value) as net_revenue,
        max(order_date) as last_order_date,
        max(last_ordered_at) as last_ordered_at
    from order_days
    group by company_id, customer_id, {{ month_of('order_date') }}

),

final as (

    select
        company_id,
        customer_id,
        month,
        min(month) over (partition by company_id, customer_id) as cohort_month,
        cast(order_count as integer) as order_count,
        cast(net_revenue as numeric(18, 2)) as net_revenue,
        last_order_date,
        last_ordered_at
    from totals

)

select * from final
