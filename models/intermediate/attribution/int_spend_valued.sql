with spend as (

    select * from {{ ref('stg_unioned__spend') }}

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

-- by the day it was spent, whenever that is: a day's budget is known before its sales are
dated_spend as (

    select
        spend.company_id,
        spend.source_system,
        spend.spend_date,
        spend.channel,
        {{ blank_to_null('spend.campaign_id') }} as campaign_id,
        spend.spend,
        coalesce(spend.currency, company_currencies.currency) as currency,
        companies.currency as reporting_currency,
        spend.impressions,
        spend.clicks
    from spend
    inner join companies
        on spend.company_id = companies.company_id
    inner join company_currencies
        on
            spend.company_id = company_currencies.company_id
            and {{ is_valid_on('company_currencies', 'spend.spend_date') }}

),

final as (

    select
        dated_spend.company_id,
        dated_spend.source_system,
        dated_spend.spend_date,
        dated_spend.channel,
        dated_spend.campaign_id,
        dated_spend.spend,
        dated_spend.currency,
        {{ converted(
            'dated_spend.spend',
            'dated_spend.currency',
            'dated_spend.reporting_currency',
            'exchange_rates.rate'
        ) }} as spend_reporting,
        dated_spend.impressions,
        dated_spend.clicks
    from dated_spend
    left join exchange_rates
        on
            dated_spend.company_id = exchange_rates.company_id
            and dated_spend.currency = exchange_rates.from_currency
            and dated_spend.reporting_currency = exchange_rates.to_currency
            and {{ is_valid_on('exchange_rates', 'dated_spend.spend_date') }}

)

select * from final
