with consents as (

    select * from {{ ref('stg_unioned__consents') }}

),

message_events as (

    select * from {{ ref('stg_unioned__message_events') }}

),

records as (

    select * from {{ ref('int_customer_records') }}

),

whos as (

    select * from {{ ref('int_whos_resolved') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

consent_log as (

    select
        consents.company_id,
        whos.customer_id,
        consents.channel,
        consents.status,
        consents.occurred_at
    from consents
    inner join whos
        on consents.who_key = whos.who_key

),

-- saying no inside a message, or a dead address, ends the permission for its channel
withdrawals as (

    select
        message_events.company_id,
        whos.customer_id,
        {{ ascii_lower('message_events.channel') }} as channel,
        'withdrawn' as status,
        message_events.occurred_at
    from message_events
    inner join whos
        on message_events.who_key = whos.who_key
    where message_events.event_type in ('unsubscribed', 'complained', 'bounced_hard')

),

opt_ins as (

    select
        company_id,
        customer_id,
        coalesce({{ ascii_lower('opt_in_channel') }}, 'email') as channel,
        case when opt_in then 'granted' else 'denied' end as status,
        coalesce(opt_in_at, created_at, first_seen_at, loaded_at) as occurred_at
    from records
    where opt_in is not null

),

events as (

    select * from consent_log
    union all
    select * from withdrawals
    union all
    select * from opt_ins

),

final as (

    select
        events.company_id,
        events.customer_id,
        events.channel,
        events.status,
        events.occurred_at,
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
