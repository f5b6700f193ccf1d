with source as (

    select * from {{ source('landing', 'message_events') }}

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        message_event_id,

        ---------- who
        {{ blank_to_null('source_customer_id') }} as source_customer_id,
        {{ blank_to_null('email') }} as email,
        {{ email_key('email') }} as email_key,
        {{ blank_to_null('phone') }} as phone,
        {{ blank_to_null('loyalty_id') }} as loyalty_id,
        {{ blank_to_null('anonymous_id') }} as anonymous_id,
        {{ who_key() }} as who_key,

        ---------- text
        {{ blank_to_null('message_id') }} as message_id,
        {{ blank_to_null('channel') }} as channel,
        {{ blank_to_null('event_type') }} as event_type,
        {{ blank_to_null('campaign_id') }} as campaign_id,
        {{ blank_to_null('variant') }} as variant,
        {{ blank_to_null('link_url') }} as link_url,

        ---------- flags
        is_machine_open,

        ---------- times
        occurred_at,

        ---------- landing
        landing_flags,
        loaded_at
    from source

)

select * from final
