-- Gross value per company and currency equals a direct sum over the landed orders; an amount that names no
-- currency is in the company's of that day.
with landed as (

    select
        orders.company_id,
        coalesce(orders.currency, company_currencies.currency) as currency,
        count(*) as order_count,
        sum(orders.order_value) as gross_value
    from {{ ref('stg_unioned__orders') }} as orders
    inner join {{ ref('int_companies') }} as companies
        on orders.company_id = companies.company_id
    inner join {{ ref('int_company_currencies') }} as company_currencies
        on
            orders.company_id = company_currencies.company_id
            and {{ is_valid_on('company_currencies', local_date('orders.ordered_at', 'companies.time_zone')) }}
    where
        orders.status != 'cancelled'
        and orders.ordered_at <= companies.as_of
        and ',' || companies.conversion_types || ',' like '%,order,%'
    group by orders.company_id, coalesce(orders.currency, company_currencies.currency)

),

converted as (

    select
        company_id,
        currency,
        count(*) as order_count,
        sum(gross_value) as gross_value
    from {{ ref('fct_conversions') }}
    where conversion_type = 'order'
    group by company_id, currency

)

select
    landed.company_id as landed_company_id,
    converted.company_id as converted_company_id,
    landed.gross_value as landed_value,
    converted.gross_value as converted_value
from landed
full outer join converted
    on
        landed.company_id = converted.company_id
        and landed.currency = converted.currency
where
    landed.company_id is null
    or converted.company_id is null
    or landed.order_count != converted.order_count
    or landed.gross_value != converted.gross_value
