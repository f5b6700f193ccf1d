with events as (

    select * from {{ ref('stg_klaviyo__named_events') }}

),

named as (

    select
        *,
        case
            when event_name in ('received email', 'received sms', 'received push') then 'delivered'
            when event_name = 'sent sms' then 'sent'
            when event_name in ('opened email', 'opened push') then 'opened'
            when event_name in ('clicked email', 'clicked sms', 'clicked push') then 'clicked'
            when event_name = 'bounced email'
                then
                    case
                        when {{ ascii_lower('property_bounce_type') }} = 'hard' then 'bounced_hard'
                        else 'bounced_soft'
                    end
            when event_name in ('dropped email', 'failed to deliver sms', 'bounced push') then 'failed'
            when event_name = 'marked email as spam' then 'complained'
            -- who leaves a list in another way left no message
            when
                event_name like 'unsubscribed%'
                and coalesce(flow_message_id, campaign_id, flow_id) is not null
                then 'unsubscribed'
        end as event_type
    from events

),

-- what people did elsewhere (orders, pages) is told by the system it happened in
final as (

    select
        ---------- key
        company_id,
        source_system,
        id as message_event_id,

        ---------- who
        person_id as source_customer_id,

        ---------- text
        coalesce(flow_message_id, campaign_id, flow_id, id) || ':' || coalesce(person_id, '') as message_id,
        case
            when event_name like '%sms%' then 'sms'
            when event_name like '%push' then 'push'
            else 'email'
        end as channel,
        event_type,
        coalesce(campaign_id, flow_id) as campaign_id,
        _variation as variant,
        case when event_type = 'clicked' then property_url end as link_url,

        ---------- times
        occurred_at,

        ---------- not known here
        {{ unknown_columns(['email', 'phone', 'loyalty_id', 'anonymous_id', 'is_machine_open']) }},
        _fivetran_synced as loaded_at
    from named
    where event_type is not null

)

select * from final
