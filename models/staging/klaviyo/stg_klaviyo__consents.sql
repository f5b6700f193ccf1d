with events as (

    select * from {{ ref('stg_klaviyo__named_events') }}

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        id as consent_id,

        ---------- who
        person_id as source_customer_id,

        ---------- text
        case when event_name like '%sms%' then 'sms' else 'email' end as channel,
        case when event_name like 'unsubscribed%' then 'withdrawn' else 'granted' end as status,
        case when event_name like 'unsubscribed%' then 'unsubscribe' end as method,
        property_list as purpose,

        ---------- times
        occurred_at,

        ---------- not known here
        {{ unknown_columns([
            'email', 'phone', 'loyalty_id', 'anonymous_id', 'legal_basis', 'proof_ref', 'jurisdiction',
        ]) }},
        _fivetran_synced as loaded_at
    from events
    where
        event_name in (
            'subscribed to list',
            'subscribed to email marketing',
            'subscribed to sms marketing',
            'consented to receive sms',
            'unsubscribed',
            'unsubscribed from list',
            'unsubscribed from email marketing',
            'unsubscribed from sms marketing',
            'unsubscribed from sms'
        )

)

select * from final
