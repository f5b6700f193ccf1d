-- What is missing of an order's value are its refunds, each in the order's currency at the rate of its day,
-- and nothing is known of the rest where one of them has no rate; refunds of unknown orders are in none.
with refunds as (

    select
        refunds.company_id,
        refunds.source_system,
        refunds.order_id,
        refunds.refund_value,
        coalesce(refunds.currency, company_currencies.currency) as currency,
        {{ local_date('refunds.refunded_at', 'companies.time_zone') }} as refund_date
    from {{ ref('stg_unioned__refunds') }} as refunds
    inner join {{ ref('int_companies') }} as companies
        on refunds.company_id = companies.company_id
    inner join {{ ref('int_company_currencies') }} as company_currencies
        on
            refunds.company_id = company_currencies.company_id
            and {{ is_valid_on('company_currencies', local_date('refunds.refunded_at', 'companies.time_zone')) }}
    where refunds.refunded_at <= companies.as_of

),

conversions as (

    select
        company_id,
        source_system,
        source_id,
        currency,
        gross_value,
        net_value
    from {{ ref('fct_conversions') }}
    where conversion_type = 'order'

),

refunds_in_currency as (

    select
        refunds.company_id,
        refunds.source_system,
        refunds.order_id,
        {{ converted(
            'refunds.refund_value',
            'refunds.currency',
            'conversions.currency',
            'rates.rate'
        ) }} as refund_value
    from refunds
    inner join conversions
        on
            refunds.company_id = conversions.company_id
            and refunds.source_system = conversions.source_system
            and refunds.order_id = conversions.source_id
    left join {{ ref('int_exchange_rates') }} as rates
        on
            refunds.company_id = rates.company_id
            and refunds.currency = rates.from_currency
            and conversions.currency = rates.to_currency
            and refunds.refund_date >= rates.valid_from
            and (rates.valid_to is null or refunds.refund_date < rates.valid_to)

),

given_back as (

    select
        company_id,
        source_system,
        order_id,
        sum(refund_value) as refund_value,
        count(*) - count(refund_value) as without_rate
    from refunds_in_currency
    group by company_id, source_system, order_id

)

select
    conversions.*,
    given_back.refund_value,
    given_back.without_rate
from conversions
left join given_back
    on
        conversions.company_id = given_back.company_id
        and conversions.source_system = given_back.source_system
        and conversions.source_id = given_back.order_id
where
    (conversions.net_value is null) != (coalesce(given_back.without_rate, 0) > 0)
    or conversions.gross_value - conversions.net_value != coalesce(given_back.refund_value, 0)
