with message_events as (

    select * from {{ ref('stg_unioned__message_events') }}

),

whos as (

    select * from {{ ref('int_whos_resolved') }}

),

consents as (

    select * from {{ ref('int_customer_consents') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

responses as (

    select
        message_events.company_id,
        whos.customer_id,
        {{ ascii_lower('message_events.channel') }} as channel,
        count(*) as response_count
    from message_events
    inner join whos
        on message_events.who_key = whos.who_key
    inner join companies
        on message_events.company_id = companies.company_id
    where
        message_events.event_type in ('opened', 'clicked', 'replied')
        and not coalesce(message_events.is_machine_open, false)
        and message_events.occurred_at <= companies.as_of
    group by
        message_events.company_id,
        whos.customer_id,
        {{ ascii_lower('message_events.channel') }}

),

-- only a channel on which the person may be contacted can be the preferred one
final as (

    select
        responses.company_id,
        responses.customer_id,
        responses.channel,
        responses.response_count,
        row_number() over (
            partition by responses.company_id, responses.customer_id
            order by responses.response_count desc, {{ binary_order('responses.channel') }}
        ) as preference_rank
    from responses
    inner join consents
        on
            responses.company_id = consents.company_id
            and responses.customer_id = consents.customer_id
            and responses.channel = consents.channel
            and consents.status = 'granted'

)

select * from final
