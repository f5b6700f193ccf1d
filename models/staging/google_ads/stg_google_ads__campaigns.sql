with states as (

    {{ first_rows(source('google_ads', 'campaign_history'), 'id', 'updated_at desc nulls last') }}

),

final as (

    select
        company_id,
        source_system,
        id as campaign_id,
        coalesce(name, id) as campaign_name,
        {{ google_ads_channel('advertising_channel_type') }} as channel,
        start_date as starts_at,
        -- campaigns without an end have one in 2037
        case when end_date < cast('2037-01-01' as timestamp) then end_date end as ends_at,
        {{ unknown_columns([
            'parent_campaign_id', 'objective', 'utm_source', 'utm_medium', 'utm_campaign', 'offer_id', 'budget',
            'actual_cost', 'currency', 'holdout_share',
        ]) }},
        _fivetran_synced as loaded_at
    from states

)

select * from final
