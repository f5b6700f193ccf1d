with consents as (

    select * from {{ ref('stg_unioned__consents') }}
    where
        method = 'double_opt_in'
        and status = 'granted'

),

message_events as (

    select * from {{ ref('stg_unioned__message_events') }}
    where
        event_type in ('opened', 'clicked', 'replied')
        and not coalesce(is_machine_open, false)

),

companies as (

    select * from {{ ref('int_companies') }}

),

who_identifiers as (

    select * from {{ ref('int_who_identifiers') }}

),

proofs as (

    select
        company_id,
        who_key,
        channel,
        occurred_at
    from consents

    union all

    select
        company_id,
        who_key,
        channel,
        occurred_at
    from message_events

),

final as (

    select
        proofs.company_id,
        who_identifiers.id_type,
        who_identifiers.id_value,
        max(proofs.occurred_at) as verified_at
    from proofs
    inner join companies
        on proofs.company_id = companies.company_id
    inner join who_identifiers
        on
            proofs.who_key = who_identifiers.who_key
            and case
                when {{ ascii_lower('proofs.channel') }} = 'email' then 'email'
                when {{ ascii_lower('proofs.channel') }} in ('sms', 'whatsapp', 'phone') then 'phone'
            end = who_identifiers.id_type
    where proofs.occurred_at <= companies.as_of
    group by proofs.company_id, who_identifiers.id_type, who_identifiers.id_value

)

select * from final
