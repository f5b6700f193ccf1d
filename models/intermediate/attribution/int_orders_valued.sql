with orders as (

    select * from {{ ref('stg_unioned__orders') }}

),

refunds as (

    select * from {{ ref('stg_unioned__refunds') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

company_currencies as (

    select * from {{ ref('int_company_currencies') }}

),

exchange_rates as (

    select * from {{ ref('int_exchange_rates') }}

),

whos as (

    select * from {{ ref('int_whos_resolved') }}

),

local_orders as (

    select
        orders.*,
        companies.currency as reporting_currency,
        companies.time_zone,
        companies.as_of,
        {{ local_date('orders.ordered_at', 'companies.time_zone') }} as order_date
    from orders
    inner join companies
        on orders.company_id = companies.company_id
    where orders.ordered_at <= companies.as_of

),

-- an amount that names no currency is in the company's of that day
dated_orders as (

    select
        local_orders.*,
        coalesce(local_orders.currency, company_currencies.currency) as order_currency
    from local_orders
    inner join company_currencies
        on
            local_orders.company_id = company_currencies.company_id
            and {{ is_valid_on('company_currencies', 'local_orders.order_date') }}

),

local_refunds as (

    select
        refunds.company_id,
        refunds.source_system,
        refunds.order_id,
        refunds.refund_id,
        refunds.refund_value,
        refunds.currency,
        refunds.refunded_at,
        dated_orders.order_currency,
        dated_orders.reporting_currency,
        {{ local_date('refunds.refunded_at', 'dated_orders.time_zone') }} as refund_date
    from refunds
    inner join dated_orders
        on
            refunds.company_id = dated_orders.company_id
            and refunds.source_system = dated_orders.source_system
            and refunds.order_id = dated_orders.order_id
    where refunds.refunded_at <= dated_orders.as_of

),

dated_refunds as (

    select
        local_refunds.*,
        coalesce(local_refunds.currency, company_currencies.currency) as refund_currency
    from local_refunds
    inner join company_currencies
        on
            local_refunds.company_id = company_currencies.company_id
            and {{ is_valid_on('company_currencies', 'local_refunds.refund_date') }}

),

-- each amount at its own day's rate; an amount without a rate stays null
valued_refunds as (

    select
        dated_refunds.company_id,
        dated_refunds.source_system,
        dated_refunds.order_id,
        dated_refunds.refunded_at,
        dated_refunds.refund_id,
        {{ converted(
            'dated_refunds.refund_value',
            'dated_refunds.refund_currency',
            'dated_refunds.order_currency',
            'order_rates.rate'
        ) }} as refund_value,
        {{ converted(
            'dated_refunds.refund_value',
            'dated_refunds.refund_currency',
            'dated_refunds.reporting_currency',
            'reporting_rates.rate'
        ) }} as refund_value_reporting
    from dated_refunds
    left join exchange_rates as order_rates
        on
            dated_refunds.company_id = order_rates.company_id
            and dated_refunds.refund_currency = order_rates.from_currency
            and dated_refunds.order_currency = order_rates.to_currency
            and {{ is_valid_on('order_rates', 'dated_refunds.refund_date') }}
    left join exchange_rates as reporting_rates
        on
            dated_refunds.company_id = reporting_rates.company_id
            and dated_refunds.refund_currency = reporting_rates.from_currency
            and dated_refunds.reporting_currency = reporting_rates.to_currency
            and {{ is_valid_on('reporting_rates', 'dated_refunds.refund_date') }}

),

running_refunds as (

    select
        *,
        sum(refund_value) over (
            partition by company_id, source_system, order_id
            order by refunded_at, {{ binary_order('refund_id') }}
            rows between unbounded preceding and current row
        ) as refunded_so_far
    from valued_refunds

),

order_refunds as (

    select
        running_refunds.company_id,
        running_refunds.source_system,
        running_refunds.order_id,
        -- what is given back is known only where each refund is
        case
            when count(*) = count(running_refunds.refund_value)
                then sum(running_refunds.refund_value)
        end as refund_value,
        case
            when count(*) = count(running_refunds.refund_value_reporting)
                then sum(running_refunds.refund_value_reporting)
        end as refund_value_reporting,
        min(
            case
                when running_refunds.refunded_so_far >= dated_orders.order_value
                    then running_refunds.refunded_at
            end
        ) as fully_refunded_at
    from running_refunds
    inner join dated_orders
        on
            running_refunds.company_id = dated_orders.company_id
            and running_refunds.source_system = dated_orders.source_system
            and running_refunds.order_id = dated_orders.order_id
    group by
        running_refunds.company_id,
        running_refunds.source_system,
        running_refunds.order_id

),

valued_orders as (

    select
        dated_orders.company_id,
        dated_orders.source_system,
        dated_orders.order_id,
        whos.customer_id,
        dated_orders.status,
        dated_orders.order_channel,
        dated_orders.store_id,
        dated_orders.coupon_code,
        dated_orders.campaign_id,
        dated_orders.cart_id,
        dated_orders.order_currency as currency,
        dated_orders.reporting_currency,
        dated_orders.order_value as gross_value,
        cast(
            case when order_refunds.order_id is null then 0 else order_refunds.refund_value end
            as numeric(18, 2)
        ) as refund_value,
        {{ converted(
            'dated_orders.order_value',
            'dated_orders.order_currency',
            'dated_orders.reporting_currency',
            'exchange_rates.rate'
        ) }} as gross_value_reporting,
        cast(
            case when order_refunds.order_id is null then 0 else order_refunds.refund_value_reporting end
            as numeric(18, 2)
        ) as refund_value_reporting,
        dated_orders.ordered_at,
        dated_orders.order_date,
        -- nothing was paid, so nothing can be given back in full
        case when dated_orders.order_value > 0 then order_refunds.fully_refunded_at end as fully_refunded_at
    from dated_orders
    left join whos
        on dated_orders.who_key = whos.who_key
    left join order_refunds
        on
            dated_orders.company_id = order_refunds.company_id
            and dated_orders.source_system = order_refunds.source_system
            and dated_orders.order_id = order_refunds.order_id
    left join exchange_rates
        on
            dated_orders.company_id = exchange_rates.company_id
            and dated_orders.order_currency = exchange_rates.from_currency
            and dated_orders.reporting_currency = exchange_rates.to_currency
            and {{ is_valid_on('exchange_rates', 'dated_orders.order_date') }}

),

final as (

    select
        *,
        cast(gross_value - refund_value as numeric(18, 2)) as net_value,
        cast(gross_value_reporting - refund_value_reporting as numeric(18, 2)) as net_value_reporting
    from valued_orders

)

select * from final
