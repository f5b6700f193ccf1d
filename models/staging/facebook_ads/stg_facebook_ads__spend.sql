-- Figures come per ad; an ad belongs to the campaign of its newest state. Days are the account's. Ads that no
-- history knows have no campaign, so of a day they have a row for each currency.
with stats as (

    select * from {{ source('facebook_ads', 'basic_ad') }}

),

ads as (

    {{ first_rows(source('facebook_ads', 'ad_history'), 'id', 'updated_time desc nulls last') }}

),

accounts as (

    {{ first_rows(source('facebook_ads', 'account_history'), 'id', '_fivetran_synced desc nulls last') }}

),

shared_currencies as (

    {{ shared_currency('accounts', 'currency') }}

),

final as (

    select
        ---------- key
        stats.company_id,
        stats.source_system,
        stats.date as spend_date,
        'paid_social' as channel,
        ads.campaign_id,

        ---------- amounts
        upper(coalesce(accounts.currency, stats.connection_currency, shared_currencies.currency)) as currency,
        sum(stats.spend) as spend,
        sum(stats.impressions) as impressions,
        sum(stats.inline_link_clicks) as clicks,

        ---------- landing
        max(stats._fivetran_synced) as loaded_at
    from stats
    left join ads
        on
            stats.company_id = ads.company_id
            and stats.source_system = ads.source_system
            and stats.ad_id = ads.id
    left join accounts
        on
            stats.company_id = accounts.company_id
            and stats.source_system = accounts.source_system
            and coalesce(stats.account_id, ads.account_id) = accounts.id
    left join shared_currencies
        on
            stats.company_id = shared_currencies.company_id
            and stats.source_system = shared_currencies.source_system
    group by 1, 2, 3, 4, 5, 6

)

select * from final
