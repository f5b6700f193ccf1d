with orders as (

    select * from {{ ref('int_orders_valued') }}

),

totals as (

    select
        company_id,
        customer_id,
        count(*) as order_count,
        min(ordered_at) as first_ordered_at,
        max(ordered_at) as last_ordered_at,
        sum(net_value_reporting) as net_revenue
    from orders
    where customer_id is not null and status != 'cancelled'
    group by company_id, customer_id

),

-- fifths over a total order, so that ties are decided and every fifth holds the same share
final as (

    select
        company_id,
        customer_id,
        order_count,
        first_ordered_at,
        last_ordered_at,
        cast(net_revenue as numeric(18, 2)) as net_revenue,
        ntile(5) over (
            partition by company_id
            order by last_ordered_at, {{ binary_order('customer_id') }}
        ) as recency_score,
        ntile(5) over (
            partition by company_id
            order by order_count, last_ordered_at, {{ binary_order('customer_id') }}
        ) as frequency_score,
        ntile(5) over (
            partition by company_id
            order by coalesce(net_revenue, 0), last_ordered_at, {{ binary_order('customer_id') }}
        ) as monetary_score
    from totals

)

select * from final
