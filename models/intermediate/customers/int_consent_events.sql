with consents as (

    select * from {{ ref('stg_unioned__consents') }}

),

message_events as (

    select * from {{ ref('stg_unioned__message_events') }}
    where event_type in ('unsubscribed', 'complained', 'bounced_hard')

),

records as (

    select * from {{ ref('int_customer_records') }}

),

whos as (

    select * from {{ ref('int_whos_resolved') }}

),

carriers as (

    select * from {{ ref('int_shared_contact_carriers') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

newest_events as (

    select * from {{ ref('int_company_newest_events') }}

),

consent_log as (

    select
        company_id,
        who_key,
        source_system,
        'consents' as source,
        consent_id as source_id,
        {{ ascii_lower('channel') }} as channel,
        -- who left, complained or cannot be reached has not agreed, whatever else the row says
        case when method in ('unsubscribe', 'complaint', 'bounce') then 'withdrawn' else status end as status,
        method,
        purpose,
        legal_basis,
        jurisdiction,
        proof_ref,
        occurred_at
    from consents

),

-- saying no inside a message, or a dead address, ends the permission for its channel
withdrawals as (

    select
        company_id,
        who_key,
        source_system,
        'message_events' as source,
        message_event_id as source_id,
        {{ ascii_lower('channel') }} as channel,
        'withdrawn' as status,
        case event_type
            when 'unsubscribed' then 'unsubscribe'
            when 'complained' then 'complaint'
            else 'bounce'
        end as method,
        null as purpose,
        null as legal_basis,
        null as jurisdiction,
        null as proof_ref,
        occurred_at
    from message_events

),

events_of_whos as (

    select * from consent_log
    union all
    select * from withdrawals

),

events_of_customers as (

    select
        whos.customer_id,
        events_of_whos.*
    from events_of_whos
    inner join whos
        on events_of_whos.who_key = whos.who_key

    union all

    -- a no about an address that several people use is everybody's; a yes is nobody's
    select distinct
        carriers.customer_id,
        events_of_whos.*
    from events_of_whos
    inner join carriers
        on
            events_of_whos.who_key = carriers.who_key
            -- of a channel that is tied to no one contact, whichever the no names
            and case
                when events_of_whos.channel = 'email' then 'email'
                when events_of_whos.channel in ('sms', 'whatsapp', 'phone') then 'phone'
                else carriers.id_type
            end = carriers.id_type
    left join whos
        on events_of_whos.who_key = whos.who_key
    where
        whos.who_key is null
        and events_of_whos.status in ('denied', 'withdrawn')

),

-- without its date a yes is as old as the record, a no as new as the record's last change, or as what the
-- load calls now: the doubt is the person's
answers as (

    select
        records.*,
        coalesce(
            records.opt_in_at,
            case
                when not records.opt_in and records.updated_at is not null
                    then greatest(
                        records.created_at,
                        least(records.updated_at, newest_events.now_at)
                    )
            end,
            records.created_at,
            records.first_seen_at
        ) as answered_at
    from records
    left join newest_events
        on records.company_id = newest_events.company_id
    where records.opt_in is not null

),

opt_ins as (

    select
        answers.company_id,
        answers.customer_id,
        answers.source_system,
        'customers' as source,
        answers.source_record_id as source_id,
        coalesce({{ ascii_lower('answers.opt_in_channel') }}, 'email') as channel,
        case when answers.opt_in then 'granted' else 'denied' end as status,
        cast(null as {{ dbt.type_string() }}) as method,
        cast(null as {{ dbt.type_string() }}) as purpose,
        cast(null as {{ dbt.type_string() }}) as legal_basis,
        cast(null as {{ dbt.type_string() }}) as jurisdiction,
        cast(null as {{ dbt.type_string() }}) as proof_ref,
        -- an answer without any date is one of the load
        coalesce(answers.answered_at, least(answers.loaded_at, companies.as_of)) as occurred_at,
        answers.answered_at is not null as is_dated
    from answers
    inner join companies
        on answers.company_id = companies.company_id

),

events as (

    select
        company_id,
        customer_id,
        source_system,
        source,
        source_id,
        channel,
        status,
        method,
        purpose,
        legal_basis,
        jurisdiction,
        proof_ref,
        occurred_at,
        true as is_dated
    from events_of_customers

    union all

    select * from opt_ins

),

final as (

    select
        events.*,
        -- at the same instant the more restrictive one holds
        case events.status
            when 'granted' then 1
            when 'pending' then 2
            else 3
        end as restriction
    from events
    inner join companies
        on events.company_id = companies.company_id
    where events.occurred_at <= companies.as_of

)

select * from final
