with consent_events as (

    select * from {{ ref('int_consent_events') }}

),

-- an undated yes says nothing against what the dated log knows of the channel
weighed as (

    select
        *,
        max(case when is_dated then 1 else 0 end) over (
            partition by company_id, customer_id, channel
        ) as has_dated_events
    from consent_events

),

-- of one instant the most restrictive event decides; a withdrawal says more than a refusal
ranked as (

    select
        *,
        row_number() over (
            partition by company_id, customer_id, channel, occurred_at
            order by
                restriction desc,
                {{ binary_order('status') }} desc,
                case source when 'consents' then 1 when 'message_events' then 2 else 3 end,
                {{ binary_order('source_system') }},
                {{ binary_order('source_id') }}
        ) as decision_rank,
        count(*) over (partition by company_id, customer_id, channel, occurred_at) as event_count
    from weighed
    where is_dated or status != 'granted' or has_dated_events = 0

),

decisions as (

    select
        company_id,
        customer_id,
        channel,
        occurred_at as valid_from,
        lead(occurred_at) over (
            partition by company_id, customer_id, channel
            order by occurred_at
        ) as valid_to,
        status,
        restriction,
        source,
        source_system,
        source_id,
        method,
        legal_basis,
        proof_ref,
        purpose,
        jurisdiction,
        event_count
    from ranked
    where decision_rank = 1

),

-- one form often asks for several purposes at once: an event each, all of them kept
said_together as (

    select
        company_id,
        customer_id,
        channel,
        occurred_at,
        status,
        {{ string_agg('purpose', ', ', distinct=true) }} as purposes,
        {{ string_agg('jurisdiction', ', ', distinct=true) }} as jurisdictions
    from ranked
    where event_count > 1
    group by company_id, customer_id, channel, occurred_at, status

),

final as (

    select
        decisions.company_id,
        decisions.customer_id,
        decisions.channel,
        decisions.valid_from,
        decisions.valid_to,
        decisions.status,
        decisions.restriction,
        decisions.source,
        decisions.source_system,
        decisions.source_id,
        decisions.method,
        decisions.legal_basis,
        decisions.proof_ref,
        coalesce(said_together.purposes, decisions.purpose) as purposes,
        coalesce(said_together.jurisdictions, decisions.jurisdiction) as jurisdictions,
        decisions.event_count
    from decisions
    left join said_together
        on
            decisions.company_id = said_together.company_id
            and decisions.customer_id = said_together.customer_id
            and decisions.channel = said_together.channel
            and decisions.valid_from = said_together.occurred_at
            and decisions.status = said_together.status

)

select * from final
