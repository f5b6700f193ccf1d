with source as (

    select * from {{ source('landing', 'enrichments') }}

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        provider,
        attribute,
        observed_at,

        ---------- who
        {{ blank_to_null('source_customer_id') }} as source_customer_id,
        {{ blank_to_null('email') }} as email,
        {{ email_key('email') }} as email_key,
        {{ blank_to_null('phone') }} as phone,
        {{ blank_to_null('loyalty_id') }} as loyalty_id,
        {{ blank_to_null('anonymous_id') }} as anonymous_id,
        {{ who_key() }} as who_key,

        ---------- text
        {{ blank_to_null('value') }} as value,

        ---------- amounts
        valid_days,
        confidence,

        ---------- landing
        landing_flags,
        loaded_at
    from source

)

select * from final
