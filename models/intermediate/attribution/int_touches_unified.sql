with touches as (

    select * from {{ ref('stg_unioned__touches') }}

),

message_events as (

    select * from {{ ref('stg_unioned__message_events') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

unified as (

    select
        company_id,
        'touch:' || source_system || ':' || touch_id as touch_id,
        source_system,
        who_key,
        touch_type,
        {{ stated_channel('channel') }} as source_channel,
        campaign_id,
        session_id,
        url,
        -- moving on within a site is no arrival from somewhere
        case
            when {{ url_host('referrer') }} = {{ url_host('url') }} then null
            else referrer
        end as referrer,
        utm_source,
        utm_medium,
        utm_campaign,
        utm_term,
        utm_content,
        gclid,
        fbclid,
        ttclid,
        msclkid,
        store_id,
        cost,
        currency,
        coalesce(is_offline, touch_type in ('store_visit', 'event_attended', 'meeting', 'call')) as is_offline,
        occurred_at as touched_at
    from touches

    union all

    select
        company_id,
        'message:' || source_system || ':' || message_event_id as touch_id,
        source_system,
        who_key,
        'message_' || event_type as touch_type,
        {{ stated_channel(ascii_lower('channel')) }} as source_channel,
        campaign_id,
        null as session_id,
        link_url as url,
        null as referrer,
        null as utm_source,
        null as utm_medium,
        null as utm_campaign,
        null as utm_term,
        null as utm_content,
        null as gclid,
        null as fbclid,
        null as ttclid,
        null as msclkid,
        null as store_id,
        cast(null as numeric(18, 2)) as cost,
        null as currency,
        false as is_offline,
        occurred_at as touched_at
    from message_events
    where not (event_type = 'opened' and coalesce(is_machine_open, false))

),

signed as (

    select
        *,
        -- touches that look alike to the channel rules are classified once
        {{ surrogate_key(['company_id'] + channel_rule_fields().values() | list) }} as channel_signature
    from unified

),

final as (

    select
        signed.*,
        companies.currency as reporting_currency,
        {{ local_date('signed.touched_at', 'companies.time_zone') }} as touch_date
    from signed
    inner join companies
        on signed.company_id = companies.company_id
    where
        signed.touched_at <= companies.as_of
        -- of messages what the company says, never a machine's opening
        and (
            signed.touch_type not like 'message_%'
            or ',' || companies.message_touches || ',' like '%,' || substring(signed.touch_type, 9) || ',%'
        )

)

select * from final
