with states as (

    {{ first_rows(source('tiktok_ads', 'campaign_history'), 'campaign_id', 'updated_at desc nulls last') }}

),

final as (

    select
        company_id,
        source_system,
        campaign_id,
        coalesce(campaign_name, campaign_id) as campaign_name,
        'paid_social' as channel,
        create_time as starts_at,
        {{ unknown_columns([
            'parent_campaign_id', 'objective', 'utm_source', 'utm_medium', 'utm_campaign', 'offer_id', 'budget',
            'actual_cost', 'currency', 'holdout_share', 'ends_at',
        ]) }},
        _fivetran_synced as loaded_at
    from states

)

select * from final
