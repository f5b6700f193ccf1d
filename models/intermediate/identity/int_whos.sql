{#- Every table whose rows may say who they are about, with the column that dates the row. -#}
{%- set activities = {
    'consents': 'occurred_at',
    'campaign_members': 'status_at',
    'message_events': 'occurred_at',
    'touches': 'occurred_at',
    'cart_events': 'occurred_at',
    'orders': 'ordered_at',
    'crm_stages': 'occurred_at',
    'loyalty_events': 'occurred_at',
    'enrichments': 'observed_at',
    'service_cases': 'opened_at',
} -%}

with activities as (

    {% for table, event_time in activities.items() %}
    select
        who_key,
        company_id,
        source_system,
        source_customer_id,
        email_key,
        phone,
        loyalty_id,
        anonymous_id,
        {{ event_time }} as occurred_at
    from {{ ref('stg_unioned__' ~ table) }}
    where who_key is not null
    {{ "union all" if not loop.last }}
    {% endfor %}

),

final as (

    select
        who_key,
        company_id,
        source_system,
        source_customer_id,
        email_key,
        phone,
        loyalty_id,
        anonymous_id,
        min(occurred_at) as first_seen_at,
        max(occurred_at) as last_seen_at
    from activities
    group by
        who_key,
        company_id,
        source_system,
        source_customer_id,
        email_key,
        phone,
        loyalty_id,
        anonymous_id

)

select * from final
