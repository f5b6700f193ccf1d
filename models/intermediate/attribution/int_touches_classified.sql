with touches as (

    select * from {{ ref('int_touches_sessionised') }}
    where left_out_because is null or left_out_because = 'continues a visit'

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

final as (

    select
        counted.company_id,
        counted.touch_id,
        counted.customer_id,
        counted.source_system,
        counted.touch_type,
        counted.channel,
        counted.campaign_id,
        counted.session_id,
        counted.source_session_id,
        counted.store_id,
        counted.is_offline,
        counted.cost,
        coalesce(counted.currency, counted.reporting_currency) as currency,
        {{ converted(
            'counted.cost',
            'coalesce(counted.currency, counted.reporting_currency)',
            'counted.reporting_currency',
            'exchange_rates.rate'
        ) }} as cost_reporting,
        counted.event_count,
        counted.touched_at,
        counted.touch_date
    from counted
    left join exchange_rates
        on
            counted.company_id = exchange_rates.company_id
            and counted.currency = exchange_rates.from_currency
            and counted.reporting_currency = exchange_rates.to_currency
            and counted.touch_date >= exchange_rates.valid_from
            and (exchange_rates.valid_to is null or counted.touch_date < exchange_rates.valid_to)
    where counted.left_out_because is null

)

select * from final
