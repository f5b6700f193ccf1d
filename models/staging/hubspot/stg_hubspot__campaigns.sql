with campaigns as (

    select * from {{ source('hubspot', 'email_campaign') }}

),

final as (

    select
        company_id,
        source_system,
        id as campaign_id,
        coalesce(name, subject, id) as campaign_name,
        'email' as channel,
        {{ unknown_columns([
            'parent_campaign_id', 'objective', 'utm_source', 'utm_medium', 'utm_campaign', 'offer_id', 'budget',
            'actual_cost', 'currency', 'holdout_share', 'starts_at', 'ends_at',
        ]) }},
        _fivetran_synced as loaded_at
    from campaigns

)

select * from final
