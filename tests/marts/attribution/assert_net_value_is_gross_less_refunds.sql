-- Refunds of known orders, each in its own currency, are all in the net value; those of unknown ones in none.
with refunds as (

    select
        refunds.company_id,
        sum(refunds.refund_value) as refund_value
    from {{ ref('stg_unioned__refunds') }} as refunds
    inner join {{ ref('int_companies') }} as companies
        on refunds.company_id = companies.company_id
    inner join {{ ref('fct_conversions') }} as conversions
        on
            refunds.company_id = conversions.company_id
            and refunds.source_system = conversions.source_system
            and refunds.order_id = conversions.source_id
            and conversions.conversion_type = 'order'
            and coalesce(refunds.currency, companies.currency) = conversions.currency
    where refunds.refunded_at <= companies.as_of
    group by refunds.company_id

),

conversions as (

    select
        company_id,
        sum(gross_value - net_value) as refund_value
    from {{ ref('fct_conversions') }}
    group by company_id

)

select
    conversions.company_id,
    conversions.refund_value as subtracted,
    refunds.refund_value as landed
from conversions
left join refunds
    on conversions.company_id = refunds.company_id
where conversions.refund_value != coalesce(refunds.refund_value, 0)
