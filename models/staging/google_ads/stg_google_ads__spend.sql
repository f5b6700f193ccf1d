-- Days are those of the account's time zone, as in the account itself.
with stats as (

    select * from {{ source('google_ads', 'campaign_stats') }}

),

campaigns as (

    {{ first_rows(source('google_ads', 'campaign_history'), 'id', 'updated_at desc nulls last') }}

),

accounts as (

    {{ first_rows(source('google_ads', 'account_history'), 'id', 'updated_at desc nulls last') }}

),

shared_currencies as (

    {{ shared_currency('accounts', 'currency_code') }}

),

final as (

    select
        ---------- key
        stats.company_id,
        stats.source_system,
        stats.date as spend_date,
        {{ google_ads_channel('campaigns.advertising_channel_type') }} as channel,
        stats.id as campaign_id,

        ---------- amounts
        sum(stats.cost_micros) * 0.000001 as spend,
        max(coalesce(accounts.currency_code, stats.connection_currency, shared_currencies.currency)) as currency,
        sum(stats.impressions) as impressions,
        sum(stats.clicks) as clicks,

        ---------- landing
        max(stats._fivetran_synced) as loaded_at
    from stats
    left join campaigns
        on
            stats.company_id = campaigns.company_id
            and stats.source_system = campaigns.source_system
            and stats.id = campaigns.id
    left join accounts
        on
            stats.company_id = accounts.company_id
            and stats.source_system = accounts.source_system
            and stats.customer_id = accounts.id
    left join shared_currencies
        on
            stats.company_id = shared_currencies.company_id
            and stats.source_system = shared_currencies.source_system
    group by 1, 2, 3, 4, 5

)

select * from final
