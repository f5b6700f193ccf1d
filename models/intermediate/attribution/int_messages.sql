{#- What is known of a message's fate. Whoever opened, clicked or answered it has received it. -#}
{%- set received = ['delivered', 'opened', 'clicked', 'replied', 'unsubscribed', 'complained'] -%}

{%- set sent_at = "min(case when message_events.event_type != 'queued' then message_events.occurred_at end)" %}

with message_events as (

    select * from {{ ref('stg_unioned__message_events') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

whos as (

    select * from {{ ref('int_whos_resolved') }}

),

-- one message to one person, whichever identifier each of its events knows the person by
final as (

    select
        message_events.company_id,
        message_events.source_system,
        message_events.message_id,
        coalesce(whos.customer_id, message_events.who_key, '') as recipient_key,
        min({{ binary_order('message_events.campaign_id') }}) as campaign_id,
        max(whos.customer_id) as customer_id,
        {{ sent_at }} as sent_at,
        {{ local_date(sent_at, 'max(companies.time_zone)') }} as sent_date,
        max(
            case
                when
                    message_events.event_type in (
                        '{{ received | join("', '") }}'
                    )
                    then 1 else 0
            end
        )
            as is_delivered,
        max(
            case
                when
                    message_events.event_type in ('clicked', 'replied')
                    or (message_events.event_type = 'opened' and not coalesce(message_events.is_machine_open, false))
                    then 1
                else 0
            end
        ) as is_opened,
        max(
            case
                when message_events.event_type = 'opened' and coalesce(message_events.is_machine_open, false) then 1
                else 0
            end
        ) as is_machine_opened,
        max(case when message_events.event_type = 'clicked' then 1 else 0 end) as is_clicked,
        max(case when message_events.event_type in ('unsubscribed', 'complained') then 1 else 0 end)
            as is_unsubscribed
    from message_events
    inner join companies
        on message_events.company_id = companies.company_id
    left join whos
        on message_events.who_key = whos.who_key
    where message_events.occurred_at <= companies.as_of
    group by
        message_events.company_id,
        message_events.source_system,
        message_events.message_id,
        coalesce(whos.customer_id, message_events.who_key, '')
    -- what only waits to be sent has not been sent
    having {{ sent_at }} is not null

)

select * from final
