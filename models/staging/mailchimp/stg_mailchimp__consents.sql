-- A list remembers when somebody joined and what holds now, so one row tells of up to two events.
with members as (

    select * from {{ source('mailchimp', 'member') }}

),

lists as (

    select * from {{ source('mailchimp', 'list') }}

),

events as (

    select
        company_id,
        source_system,
        list_id || ':' || id || ':joined' as consent_id,
        id,
        list_id,
        'granted' as status,
        cast(null as {{ dbt.type_string() }}) as method,
        coalesce(timestamp_opt, timestamp_signup) as occurred_at,
        _fivetran_synced
    from members
    where status in ('subscribed', 'unsubscribed', 'cleaned') and coalesce(timestamp_opt, timestamp_signup) is not null

    union all

    select
        company_id,
        source_system,
        list_id || ':' || id || ':' || status as consent_id,
        id,
        list_id,
        case status
            when 'subscribed' then 'granted'
            when 'pending' then 'pending'
            else 'withdrawn'
        end as status,
        case status
            when 'unsubscribed' then 'unsubscribe'
            when 'cleaned' then 'bounce'
        end as method,
        -- what holds now came last: a no of no day or of an odd one must not leave the yes standing
        case
            when status = 'subscribed' then last_changed
            else greatest(coalesce(last_changed, _fivetran_synced), timestamp_opt, timestamp_signup)
        end as occurred_at,
        _fivetran_synced
    from members
    where
        status in ('unsubscribed', 'cleaned', 'pending')
        or (status = 'subscribed' and coalesce(timestamp_opt, timestamp_signup) is null)

),

final as (

    select
        ---------- key
        events.company_id,
        events.source_system,
        events.consent_id,

        ---------- who
        events.id as source_customer_id,

        ---------- text
        'email' as channel,
        events.status,
        lists.name as purpose,
        events.method,

        ---------- times
        events.occurred_at,

        ---------- not known here
        {{ unknown_columns([
            'email', 'phone', 'loyalty_id', 'anonymous_id', 'legal_basis', 'proof_ref', 'jurisdiction',
        ]) }},
        events._fivetran_synced as loaded_at
    from events
    left join lists
        on
            events.company_id = lists.company_id
            and events.source_system = lists.source_system
            and events.list_id = lists.id

)

select * from final
