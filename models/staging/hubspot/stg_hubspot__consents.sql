with status_changes as (

    select * from {{ source('hubspot', 'email_event_status_change') }}

),

email_events as (

    select * from {{ source('hubspot', 'email_event') }}

),

final as (

    select
        ---------- key
        status_changes.company_id,
        status_changes.source_system,
        status_changes.id as consent_id,

        ---------- who
        email_events.recipient as email,

        ---------- text
        'email' as channel,
        case status_changes.portal_subscription_status
            when 'SUBSCRIBED' then 'granted'
            else 'withdrawn'
        end as status,
        case when status_changes.portal_subscription_status = 'UNSUBSCRIBED' then 'unsubscribe' end as method,
        status_changes.source as proof_ref,

        ---------- times
        email_events.created as occurred_at,

        ---------- not known here
        {{ unknown_columns([
            'source_customer_id', 'phone', 'loyalty_id', 'anonymous_id', 'purpose', 'legal_basis',
            'jurisdiction',
        ]) }},
        status_changes._fivetran_synced as loaded_at
    from status_changes
    -- the event says whom and when; without it a change of status is a change of nobody
    inner join email_events
        on
            status_changes.company_id = email_events.company_id
            and status_changes.source_system = email_events.source_system
            and status_changes.id = email_events.id
    where
        status_changes.portal_subscription_status = 'UNSUBSCRIBED'
        -- who leaves one kind of e-mail is still subscribed, and has not asked for any by that
        or (
            status_changes.portal_subscription_status = 'SUBSCRIBED'
            and coalesce(status_changes.subscriptions, '') not like '%UNSUBSCRIBED%'
        )

)

select * from final
