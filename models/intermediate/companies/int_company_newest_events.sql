{#- The columns that date an event, by staging table. -#}
{%- set event_times = {
    'customers': 'created_at',
    'identity_links': 'observed_at',
    'consents': 'occurred_at',
    'campaign_members': 'status_at',
    'message_events': 'occurred_at',
    'touches': 'occurred_at',
    'cart_events': 'occurred_at',
    'orders': 'ordered_at',
    'refunds': 'refunded_at',
    'crm_stages': 'occurred_at',
    'loyalty_events': 'occurred_at',
    'service_cases': 'opened_at',
} -%}

with events as (

    {% for table, event_time in event_times.items() %}
    select
        company_id,
        max({{ event_time }}) as newest_event_at,
        max(loaded_at) as loaded_at
    from {{ ref('stg_unioned__' ~ table) }}
    group by company_id
    {{ "union all" if not loop.last }}
    {% endfor %}

),

-- a load may bring nothing new, and rows of a connector come without a landed file
loads as (

    select
        company_id,
        cast(null as timestamp) as newest_event_at,
        max(loaded_at) as loaded_at
    from {{ ref('stg_landing__landed_files') }}
    group by company_id

),

events_and_loads as (

    select * from events
    union all
    select * from loads

),

newest as (

    select
        company_id,
        max(newest_event_at) as newest_event_at,
        max(loaded_at) as loaded_at
    from events_and_loads
    group by company_id

),

final as (

    select
        company_id,
        loaded_at,
        newest_event_at,
        -- an event after the load has not happened yet: it must not move "now"
        least(newest_event_at, loaded_at) as newest_past_event_at
    from newest

)

select * from final
