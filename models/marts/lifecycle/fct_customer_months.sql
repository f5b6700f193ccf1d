with intervals as (

    select * from {{ ref('int_lifecycle_intervals') }}

),

months as (

    select * from {{ ref('int_company_months') }}

),

order_months as (

    select * from {{ ref('int_customer_order_months') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

dated_intervals as (

    select
        intervals.company_id,
        intervals.customer_id,
        intervals.stage,
        {{ month_of(local_date('intervals.valid_from', 'companies.time_zone')) }} as first_month,
        {{ month_of(local_date('intervals.valid_to', 'companies.time_zone')) }} as next_month
    from intervals
    inner join companies
        on intervals.company_id = companies.company_id

),

-- a stage is that of a month whose end it saw
staged as (

    select
        dated_intervals.company_id,
        dated_intervals.customer_id,
        months.month,
        months.last_day,
        dated_intervals.stage
    from dated_intervals
    inner join months
        on
            dated_intervals.company_id = months.company_id
            and dated_intervals.first_month <= months.month
            and (dated_intervals.next_month is null or dated_intervals.next_month > months.month)

),

-- everything up to the month's end
running as (

    select
        staged.company_id,
        staged.customer_id,
        staged.month,
        staged.last_day,
        staged.stage,
        order_months.cohort_month,
        coalesce(order_months.order_count, 0) as order_count,
        coalesce(order_months.net_revenue, 0) as net_revenue,
        lag(staged.stage) over (
            partition by staged.company_id, staged.customer_id
            order by staged.month
        ) as previous_stage,
        coalesce(
            sum(order_months.order_count) over (
                partition by staged.company_id, staged.customer_id
                order by staged.month
                rows between unbounded preceding and current row
            ), 0
        ) as total_orders,
        coalesce(
            sum(order_months.net_revenue) over (
                partition by staged.company_id, staged.customer_id
                order by staged.month
                rows between unbounded preceding and current row
            ), 0
        ) as total_revenue,
        max(order_months.last_order_date) over (
            partition by staged.company_id, staged.customer_id
            order by staged.month
            rows between unbounded preceding and current row
        ) as last_order_date,
        max(order_months.last_ordered_at) over (
            partition by staged.company_id, staged.customer_id
            order by staged.month
            rows between unbounded preceding and current row
        ) as last_ordered_at
    from staged
    left join order_months
        on
            staged.company_id = order_months.company_id
            and staged.customer_id = order_months.customer_id
            and staged.month = order_months.month

),

-- fifths over a total order, among those who have bought, so that every fifth holds the same share
scored as (

    select
        *,
        case when total_orders > 0 then ntile(5) over (
            partition by company_id, month, case when total_orders > 0 then 1 else 0 end
            order by last_ordered_at, {{ binary_order('customer_id') }}
        ) end as recency_score,
        case when total_orders > 0 then ntile(5) over (
            partition by company_id, month, case when total_orders > 0 then 1 else 0 end
            order by total_orders, last_ordered_at, {{ binary_order('customer_id') }}
        ) end as frequency_score,
        case when total_orders > 0 then ntile(5) over (
            partition by company_id, month, case when total_orders > 0 then 1 else 0 end
            order by total_revenue, last_ordered_at, {{ binary_order('customer_id') }}
        ) end as monetary_score
    from running

),

final as (

    select
        company_id,
        customer_id,
        month,
        stage,
        previous_stage,
        cast(order_count as integer) as orders,
        case when cohort_month = month then 1 else 0 end as first_orders,
        cast(order_count - case when cohort_month = month then 1 else 0 end as integer) as repeat_orders,
        cast(net_revenue as numeric(18, 2)) as net_revenue,
        cast(total_orders as integer) as total_orders,
        cast(total_revenue as numeric(18, 2)) as total_revenue,
        {{ days_between('last_order_date', 'last_day') }} as recency_days,
        cast(recency_score as integer) as recency_score,
        cast(frequency_score as integer) as frequency_score,
        cast(monetary_score as integer) as monetary_score,
        {{ rfm_segment('recency_score', 'frequency_score', 'monetary_score') }} as rfm_segment
    from scored

)

select * from final
