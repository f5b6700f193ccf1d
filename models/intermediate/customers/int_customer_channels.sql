{#- Whose contact it is cannot be said; one that a household shares may be used where its owner agreed. -#}
{%- set nobodys_own = "'junk_list', 'role_mailbox', 'too_many_records'" -%}

with consents as (

    select * from {{ ref('int_customer_consents') }}

),

message_events as (

    select * from {{ ref('stg_unioned__message_events') }}
    where event_type in ('sent', 'delivered', 'opened', 'clicked', 'replied')

),

whos as (

    select * from {{ ref('int_whos_resolved') }}

),

profiles as (

    select * from {{ ref('int_customer_profiles') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

-- an opening by a machine says nothing about the person
messages as (

    select
        message_events.company_id,
        whos.customer_id,
        {{ ascii_lower('message_events.channel') }} as channel,
        message_events.source_system,
        message_events.message_id,
        max(
            case
                when
                    message_events.event_type in ('opened', 'clicked', 'replied')
                    and not coalesce(message_events.is_machine_open, false)
                    then message_events.occurred_at
            end
        ) as answered_at
    from message_events
    inner join whos
        on message_events.who_key = whos.who_key
    inner join companies
        on message_events.company_id = companies.company_id
    where message_events.occurred_at <= companies.as_of
    group by
        message_events.company_id,
        whos.customer_id,
        {{ ascii_lower('message_events.channel') }},
        message_events.source_system,
        message_events.message_id

),

responses as (

    select
        company_id,
        customer_id,
        channel,
        count(*) as message_count,
        count(answered_at) as answered_count,
        max(answered_at) as last_answered_at
    from messages
    group by company_id, customer_id, channel

),

-- where the channel reaches the person, and what speaks against that contact
addressed as (

    select
        consents.company_id,
        consents.customer_id,
        consents.channel,
        consents.status,
        consents.status_from,
        profiles.living_record_count,
        case
            when consents.channel in ('email', 'ads') then profiles.email
            when consents.channel in ('sms', 'whatsapp', 'phone') then profiles.phone
            when consents.channel = 'post' then profiles.street || ', ' || coalesce(
                profiles.postal_code || ' ' || profiles.city, profiles.city, profiles.postal_code
            )
        end as address,
        case
            when consents.channel in ('email', 'ads') then profiles.email_problem
            when consents.channel in ('sms', 'whatsapp', 'phone') then profiles.phone_problem
        end as problem
    from consents
    inner join profiles
        on
            consents.company_id = profiles.company_id
            and consents.customer_id = profiles.customer_id

),

-- who said yes, can be reached there, and is not known by deleted records only; an app knows its own devices
allowed as (

    select
        *,
        (
            status = 'granted'
            and living_record_count > 0
            and (address is not null or channel = 'push')
            and coalesce(problem, '') not in ({{ nobodys_own }})
        ) as is_contactable
    from addressed

),

answering as (

    select
        allowed.company_id,
        allowed.customer_id,
        allowed.channel,
        allowed.status,
        allowed.status_from,
        allowed.address,
        allowed.is_contactable,
        coalesce(responses.message_count, 0) as message_count,
        coalesce(responses.answered_count, 0) as answered_count,
        responses.last_answered_at
    from allowed
    left join responses
        on
            allowed.company_id = responses.company_id
            and allowed.customer_id = responses.customer_id
            and allowed.channel = responses.channel

),

-- the share of messages answered, one answered and one unanswered added, so that 1 of 1 is not certain
final as (

    select
        *,
        case
            when is_contactable and answered_count > 0
                then row_number() over (
                    partition by company_id, customer_id
                    order by
                        case when is_contactable and answered_count > 0 then 0 else 1 end,
                        {{ safe_divide('answered_count + 1', 'message_count + 2') }} desc,
                        answered_count desc,
                        last_answered_at desc,
                        {{ binary_order('channel') }}
                )
        end as preference_rank
    from answering

)

select * from final
