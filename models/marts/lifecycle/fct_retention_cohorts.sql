with order_months as (

    select * from {{ ref('int_customer_order_months') }}

),

months as (

    select * from {{ ref('int_company_months') }}

),

cohorts as (

    select
        company_id,
        cohort_month,
        count(*) as cohort_size
    from order_months
    where month = cohort_month
    group by company_id, cohort_month

),

activity as (

    select
        company_id,
        cohort_month,
        month,
        count(*) as retained,
        sum(order_count) as orders,
        sum(net_revenue) as net_revenue
    from order_months
    group by company_id, cohort_month, month

),

-- a month in which nobody of the cohort bought has a row as well
final as (

    select
        cohorts.company_id,
        cohorts.cohort_month,
        {{ months_between('cohorts.cohort_month', 'months.month') }} as period,
        cast(cohorts.cohort_size as integer) as cohort_size,
        cast(coalesce(activity.retained, 0) as integer) as retained,
        {{ safe_divide('coalesce(activity.retained, 0)', 'cohorts.cohort_size') }} as retention_rate,
        cast(coalesce(activity.orders, 0) as integer) as orders,
        cast(coalesce(activity.net_revenue, 0) as numeric(18, 2)) as net_revenue
    from cohorts
    inner join months
        on
            cohorts.company_id = months.company_id
            and cohorts.cohort_month <= months.month
    left join activity
        on
            cohorts.company_id = activity.company_id
            and cohorts.cohort_month = activity.cohort_month
            and months.month = activity.month

)

select * from final
