-- Flows are campaigns that an event sets off; a deleted one keeps its name for the messages it sent.
with all_campaigns as (

    select
        company_id,
        source_system,
        id,
        coalesce(name, subject, id) as campaign_name,
        campaign_type,
        coalesce(sent_at, send_time) as starts_at,
        _fivetran_synced
    from {{ source('klaviyo', 'campaign') }}

    union all

    select
        company_id,
        source_system,
        id,
        coalesce(name, id) as campaign_name,
        cast(null as {{ dbt.type_string() }}) as campaign_type,
        created as starts_at,
        _fivetran_synced
    from {{ source('klaviyo', 'flow') }}

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        id as campaign_id,

        ---------- text
        campaign_name,
        case when {{ ascii_lower('campaign_type') }} = 'sms' then 'sms' else 'email' end as channel,

        ---------- times
        starts_at,

        ---------- not known here
        {{ unknown_columns([
            'parent_campaign_id', 'objective', 'utm_source', 'utm_medium', 'utm_campaign', 'offer_id', 'budget',
            'actual_cost', 'currency', 'holdout_share', 'ends_at',
        ]) }},
        _fivetran_synced as loaded_at
    from all_campaigns

)

select * from final
