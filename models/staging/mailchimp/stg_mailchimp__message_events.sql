-- Recipients of an automation have no time of their own, so only what they did is told.
with campaigns as (

    select * from {{ source('mailchimp', 'campaign') }}

),

recipients as (

    select * from {{ source('mailchimp', 'campaign_recipient') }}

),

activities as (

    select
        recipients.company_id,
        recipients.source_system,
        'sent' as action,
        recipients.campaign_id,
        recipients.member_id,
        campaigns.send_time as occurred_at,
        cast(null as {{ dbt.type_string() }}) as bounce_type,
        cast(null as {{ dbt.type_string() }}) as url,
        recipients._fivetran_synced
    from recipients
    left join campaigns
        on
            recipients.company_id = campaigns.company_id
            and recipients.source_system = campaigns.source_system
            and recipients.campaign_id = campaigns.id

    {% for table, campaign in {
        'campaign_recipient_activity': 'campaign_id',
        'automation_recipient_activity': 'automation_email_id',
    }.items() -%}
    union all

    select
        company_id,
        source_system,
        action,
        {{ campaign }} as campaign_id,
        member_id,
        timestamp as occurred_at,
        bounce_type,
        url,
        _fivetran_synced
    from {{ source('mailchimp', table) }}

    {% endfor -%}
    union all

    select
        company_id,
        source_system,
        'unsub' as action,
        campaign_id,
        member_id,
        timestamp as occurred_at,
        cast(null as {{ dbt.type_string() }}) as bounce_type,
        cast(null as {{ dbt.type_string() }}) as url,
        _fivetran_synced
    from {{ source('mailchimp', 'unsubscribe') }}

),

-- the raw tables have no key: what is the same in every column happened once
distinct_activities as (

    select
        company_id,
        source_system,
        action,
        campaign_id,
        member_id,
        occurred_at,
        bounce_type,
        url,
        max(_fivetran_synced) as _fivetran_synced
    from activities
    group by company_id, source_system, action, campaign_id, member_id, occurred_at, bounce_type, url

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        {{ surrogate_key(['action', 'campaign_id', 'member_id', 'occurred_at', 'bounce_type', 'url']) }}
            as message_event_id,

        ---------- who
        member_id as source_customer_id,

        ---------- text
        campaign_id || ':' || member_id as message_id,
        'email' as channel,
        case action
            when 'sent' then 'sent'
            when 'open' then 'opened'
            when 'click' then 'clicked'
            when 'bounce' then case when bounce_type = 'hard' then 'bounced_hard' else 'bounced_soft' end
            when 'unsub' then 'unsubscribed'
        end as event_type,
        campaign_id,
        url as link_url,

        ---------- times
        occurred_at,

        ---------- not known here
        {{ unknown_columns(['email', 'phone', 'loyalty_id', 'anonymous_id', 'variant', 'is_machine_open']) }},
        _fivetran_synced as loaded_at
    from distinct_activities

)

select * from final
