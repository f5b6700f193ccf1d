-- Hours are in the advertiser's time zone, so their day is the advertiser's too.
with hours as (

    select * from {{ source('tiktok_ads', 'campaign_report_hourly') }}

),

campaigns as (

    {{ first_rows(source('tiktok_ads', 'campaign_history'), 'campaign_id', 'updated_at desc nulls last') }}

),

advertisers as (

    select * from {{ source('tiktok_ads', 'advertiser') }}

),

shared_currencies as (

    {{ shared_currency('advertisers', 'currency') }}

),

final as (

    select
        ---------- key
        hours.company_id,
        hours.source_system,
        hours.stat_time_hour as spend_date,
        'paid_social' as channel,
        hours.campaign_id,

        ---------- amounts
        sum(hours.spend) as spend,
        max(coalesce(advertisers.currency, hours.connection_currency, shared_currencies.currency)) as currency,
        sum(hours.impressions) as impressions,
        sum(hours.clicks) as clicks,

        ---------- landing
        max(hours._fivetran_synced) as loaded_at
    from hours
    left join campaigns
        on
            hours.company_id = campaigns.company_id
            and hours.source_system = campaigns.source_system
            and hours.campaign_id = campaigns.campaign_id
    left join advertisers
        on
            campaigns.company_id = advertisers.company_id
            and campaigns.source_system = advertisers.source_system
            and campaigns.advertiser_id = advertisers.id
    left join shared_currencies
        on
            hours.company_id = shared_currencies.company_id
            and hours.source_system = shared_currencies.source_system
    group by 1, 2, 3, 4, 5

)

select * from final
