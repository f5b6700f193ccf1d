with email_events as (

    select * from {{ source('hubspot', 'email_event') }}

),

{% for detail in ['bounce', 'click', 'status_change'] -%}
{{ detail }} as (

    select * from {{ source('hubspot', 'email_event_' ~ detail) }}

),

{% endfor -%}
named as (

    select
        email_events.company_id,
        email_events.source_system,
        email_events.id,
        email_events.recipient,
        coalesce(email_events.sent_by_id, email_events.id) as message_id,
        email_events.email_campaign_id,
        click.url,
        email_events.filtered_event,
        email_events.created,
        email_events._fivetran_synced,
        case email_events.type
            when 'PROCESSED' then 'queued'
            when 'SENT' then 'sent'
            when 'DELIVERED' then 'delivered'
            when 'DROPPED' then 'failed'
            when 'OPEN' then 'opened'
            when 'CLICK' then 'clicked'
            when 'SPAMREPORT' then 'complained'
            -- only an address that does not exist ends a permission; a full mailbox does not
            when 'BOUNCE'
                then
                    case
                        when bounce.category in ('UNKNOWN_USER', 'ADDRESS_CHANGE') then 'bounced_hard'
                        else 'bounced_soft'
                    end
            when 'STATUSCHANGE'
                then case when status_change.portal_subscription_status = 'UNSUBSCRIBED' then 'unsubscribed' end
        end as event_type
    from email_events
    {% for detail in ['bounce', 'click', 'status_change'] -%}
    left join {{ detail }}
        on
            email_events.company_id = {{ detail }}.company_id
            and email_events.source_system = {{ detail }}.source_system
            and email_events.id = {{ detail }}.id
    {% endfor %}

),

-- printing and forwarding say nothing about the message's way, a delay ends in another event
final as (

    select
        ---------- key
        company_id,
        source_system,
        id as message_event_id,

        ---------- who
        recipient as email,

        ---------- text
        message_id,
        'email' as channel,
        event_type,
        email_campaign_id as campaign_id,
        url as link_url,

        ---------- flags
        case when event_type = 'opened' then filtered_event end as is_machine_open,

        ---------- times
        created as occurred_at,

        ---------- not known here
        {{ unknown_columns(['source_customer_id', 'phone', 'loyalty_id', 'anonymous_id', 'variant']) }},
        _fivetran_synced as loaded_at
    from named
    where event_type is not null

)

select * from final
