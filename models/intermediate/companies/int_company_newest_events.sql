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

with loads as (

    {% for table in event_times %}
    select
        company_id,
        max(loaded_at) as loaded_at,
        max(loaded_at) as news_loaded_at
    from {{ ref('stg_unioned__' ~ table) }}
    group by company_id
    union all
    {% endfor %}
    -- a load may bring nothing new, and rows of a connector come without a landed file
    select
        company_id,
        max(loaded_at) as loaded_at,
        cast(null as timestamp) as news_loaded_at
    from {{ ref('stg_landing__landed_files') }}
    group by company_id

),

last_loads as (

    select
        company_id,
        max(loaded_at) as loaded_at,
        max(news_loaded_at) as news_loaded_at
    from loads
    group by company_id

),

-- an event after the last load has not happened yet: it must not move "now"
events as (

    {% for table, event_time in event_times.items() %}
    select
        events.company_id,
        max(events.{{ event_time }}) as newest_event_at
    from {{ ref('stg_unioned__' ~ table) }} as events
    inner join last_loads
        on
            events.company_id = last_loads.company_id
            and events.{{ event_time }} <= last_loads.loaded_at
    group by events.company_id
    {{ "union all" if not loop.last }}
    {% endfor %}

),

newest as (

    select
        company_id,
        max(newest_event_at) as newest_event_at
    from events
    group by company_id

),

final as (

    select
        last_loads.company_id,
        -- of files that say nothing new, a second load moves nothing
        coalesce(newest.newest_event_at, last_loads.news_loaded_at, last_loads.loaded_at) as now_at
    from last_loads
    left join newest
        on last_loads.company_id = newest.company_id

)

select * from final
