-- Campaigns and the e-mails of automations; a deleted one keeps its name for the messages it sent.
with all_campaigns as (

    select
        company_id,
        source_system,
        id,
        title,
        subject_line,
        send_time as starts_at,
        _fivetran_synced
    from {{ source('mailchimp', 'campaign') }}

    union all

    select
        company_id,
        source_system,
        id,
        title,
        subject_line,
        start_time as starts_at,
        _fivetran_synced
    from {{ source('mailchimp', 'automation_email') }}

),

final as (

    select
        company_id,
        source_system,
        id as campaign_id,
        coalesce(title, subject_line, id) as campaign_name,
        'email' as channel,
        starts_at,
        {{ unknown_columns([
            'parent_campaign_id', 'objective', 'utm_source', 'utm_medium', 'utm_campaign', 'offer_id', 'budget',
            'actual_cost', 'currency', 'holdout_share', 'ends_at',
        ]) }},
        _fivetran_synced as loaded_at
    from all_campaigns

)

select * from final
