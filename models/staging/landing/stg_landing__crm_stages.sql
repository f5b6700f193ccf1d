with source as (

    select * from {{ source('landing', 'crm_stages') }}

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        object_type,
        object_id,
        stage,
        occurred_at,

        ---------- who
        {{ blank_to_null('source_customer_id') }} as source_customer_id,
        {{ blank_to_null('email') }} as email,
        {{ email_key('email') }} as email_key,
        {{ blank_to_null('phone') }} as phone,
        {{ blank_to_null('loyalty_id') }} as loyalty_id,
        {{ blank_to_null('anonymous_id') }} as anonymous_id,
        {{ who_key() }} as who_key,

        ---------- text
        {{ blank_to_null('primary_campaign_id') }} as primary_campaign_id,
        {{ blank_to_null('lead_source') }} as lead_source,
        {{ blank_to_null('converted_to_object_id') }} as converted_to_object_id,

        ---------- amounts
        cast(amount as numeric(18, 2)) as amount,
        upper({{ blank_to_null('currency') }}) as currency,
        probability,

        ---------- flags
        is_won,
        is_closed,

        ---------- landing
        landing_flags,
        loaded_at
    from source

)

select * from final
