with states as (

    {{ first_rows(source('facebook_ads', 'campaign_history'), 'id', 'updated_time desc nulls last') }}

),

final as (

    select
        company_id,
        source_system,
        id as campaign_id,
        coalesce(name, id) as campaign_name,
        'paid_social' as channel,
        start_time as starts_at,
        stop_time as ends_at,
        {{ unknown_columns([
            'parent_campaign_id', 'objective', 'utm_source', 'utm_medium', 'utm_campaign', 'offer_id', 'budget',
            'actual_cost', 'currency', 'holdout_share',
        ]) }},
        _fivetran_synced as loaded_at
    from states

)

select * from final
