with credits as (

    select * from {{ ref('fct_attribution_touches') }}

),

orders as (

    select
        *,
        {{ month_of('conversion_date') }} as order_month
    from {{ ref('fct_conversions') }}
    where conversion_type = 'order' and customer_id is not null

),

spend as (

    select * from {{ ref('int_spend_valued') }}

),

customer_values as (

    select * from {{ ref('int_customer_values') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

-- the share of each new customer that a model gives to a channel; decimals, so that sums are exact
won as (

    select
        credits.company_id,
        orders.order_month as cohort_month,
        credits.channel,
        credits.attribution_model,
        orders.customer_id,
        sum({{ exact_rate('credits.count_credit') }}) as customer_share
    from credits
    inner join orders
        on
            credits.company_id = orders.company_id
            and credits.conversion_id = orders.conversion_id
    where orders.is_first
    group by
        credits.company_id,
        orders.order_month,
        credits.channel,
        credits.attribution_model,
        orders.customer_id

),

cohorts as (

    select
        won.company_id,
        won.cohort_month,
        won.channel,
        won.attribution_model,
        sum(won.customer_share) as new_customers,
        sum(won.customer_share * coalesce(customer_values.predicted_value_12m, 0)) as predicted_value_12m
    from won
    left join customer_values
        on
            won.company_id = customer_values.company_id
            and won.customer_id = customer_values.customer_id
    group by won.company_id, won.cohort_month, won.channel, won.attribution_model

),

spent as (

    select
        company_id,
        {{ month_of('spend_date') }} as cohort_month,
        channel,
        sum(spend_reporting) as spend
    from spend
    group by company_id, {{ month_of('spend_date') }}, channel

),

costs as (

    select
        cohorts.*,
        -- nothing was spent is 0, what has no rate is not known
        case when spent.company_id is null then 0 else spent.spend end as spend
    from cohorts
    left join spent
        on
            cohorts.company_id = spent.company_id
            and cohorts.cohort_month = spent.cohort_month
            and cohorts.channel = spent.channel

),

monthly_revenue as (

    select
        company_id,
        customer_id,
        order_month,
        sum(net_value_reporting) as net_revenue
    from orders
    group by company_id, customer_id, order_month

),

earned as (

    select
        won.company_id,
        won.cohort_month,
        won.channel,
        won.attribution_model,
        monthly_revenue.order_month,
        sum(won.customer_share * coalesce(monthly_revenue.net_revenue, 0)) as net_revenue
    from won
    inner join monthly_revenue
        on
            won.company_id = monthly_revenue.company_id
            and won.customer_id = monthly_revenue.customer_id
    group by
        won.company_id,
        won.cohort_month,
        won.channel,
        won.attribution_model,
        monthly_revenue.order_month

),

earned_so_far as (

    select
        *,
        sum(net_revenue) over (
            partition by company_id, cohort_month, channel, attribution_model
            order by order_month
            rows between unbounded preceding and current row
        ) as revenue_so_far
    from earned

),

earnings as (

    select
        costs.company_id,
        costs.cohort_month,
        costs.channel,
        costs.attribution_model,
        coalesce(sum(earned_so_far.net_revenue), 0) as net_revenue,
        min(case when earned_so_far.revenue_so_far >= costs.spend then earned_so_far.order_month end)
            as paid_back_month
    from costs
    left join earned_so_far
        on
            costs.company_id = earned_so_far.company_id
            and costs.cohort_month = earned_so_far.cohort_month
            and costs.channel = earned_so_far.channel
            and costs.attribution_model = earned_so_far.attribution_model
    group by costs.company_id, costs.cohort_month, costs.channel, costs.attribution_model

),

final as (

    select
        costs.company_id,
        costs.cohort_month,
        costs.channel,
        costs.attribution_model,
        cast(costs.new_customers as {{ type_double() }}) as new_customers,
        cast(costs.spend as numeric(18, 2)) as spend,
        cast(earnings.net_revenue as numeric(18, 2)) as net_revenue,
        cast(costs.predicted_value_12m as numeric(18, 2)) as predicted_value_12m,
        {{ safe_divide('costs.spend', 'costs.new_customers') }} as cac,
        -- without spend there is nothing to pay back
        case
            when costs.spend > 0
                then {{ months_between('costs.cohort_month', 'earnings.paid_back_month') }}
        end as payback_months,
        case
            when costs.spend <= 0 then null
            when earnings.paid_back_month is not null
                then {{ months_between('costs.cohort_month', 'earnings.paid_back_month') }}
            when costs.predicted_value_12m > 0
                then
                    {{ months_between('costs.cohort_month', 'companies.as_of') }}
                    + 12 * {{ safe_divide('costs.spend - earnings.net_revenue', 'costs.predicted_value_12m') }}
        end as expected_payback_months,
        companies.currency
    from costs
    inner join earnings
        on
            costs.company_id = earnings.company_id
            and costs.cohort_month = earnings.cohort_month
            and costs.channel = earnings.channel
            and costs.attribution_model = earnings.attribution_model
    inner join companies
        on costs.company_id = companies.company_id

)

select * from final
