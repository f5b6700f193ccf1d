with touches as (

    select * from {{ ref('int_touches_sessionised') }}
    where left_out_because is null or left_out_because = 'continues a visit'

),

company_currencies as (

    select * from {{ ref('int_company_currencies') }}

),

exchange_rates as (

    select * from {{ ref('int_exchange_rates') }}

),

-- pages that only continue a visit belong to the touch before them
counted as (

    select
        *,
        count(*) over (
            partition by company_id, visitor_id, is_visit, own_touch_number
        ) as event_count
    from touches

),

priced as (

    select
        counted.*,
        coalesce(counted.currency, company_currencies.currency) as cost_currency
    from counted
    inner join company_currencies
        on
            counted.company_id = company_currencies.company_id
            and {{ is_valid_on('company_currencies', 'counted.touch_date') }}
    where counted.left_out_because is null

),

final as (

    select
        priced.company_id,
        priced.touch_id,
        priced.customer_id,
        priced.source_system,
        priced.touch_type,
        priced.channel,
        priced.campaign_id,
        priced.session_id,
        priced.source_session_id,
        priced.store_id,
        priced.is_offline,
        priced.cost,
        priced.cost_currency as currency,
        {{ converted(
            'priced.cost',
            'priced.cost_currency',
            'priced.reporting_currency',
            'exchange_rates.rate'
        ) }} as cost_reporting,
        priced.event_count,
        priced.touched_at,
        priced.touch_date
    from priced
    left join exchange_rates
        on
            priced.company_id = exchange_rates.company_id
            and priced.cost_currency = exchange_rates.from_currency
            and priced.reporting_currency = exchange_rates.to_currency
            and {{ is_valid_on('exchange_rates', 'priced.touch_date') }}

)

select * from final
