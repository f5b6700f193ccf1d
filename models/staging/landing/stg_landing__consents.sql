with source as (

    select * from {{ source('landing', 'consents') }}

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        consent_id,

        ---------- who
        {{ blank_to_null('source_customer_id') }} as source_customer_id,
        {{ blank_to_null('email') }} as email,
        {{ email_key('email') }} as email_key,
        {{ blank_to_null('phone') }} as phone,
        {{ blank_to_null('loyalty_id') }} as loyalty_id,
        {{ blank_to_null('anonymous_id') }} as anonymous_id,
        {{ who_key() }} as who_key,

        ---------- text
        {{ blank_to_null('channel') }} as channel,
        {{ blank_to_null('status') }} as status,
        {{ blank_to_null('purpose') }} as purpose,
        {{ blank_to_null('legal_basis') }} as legal_basis,
        {{ blank_to_null('method') }} as method,
        {{ blank_to_null('proof_ref') }} as proof_ref,
        {{ blank_to_null('jurisdiction') }} as jurisdiction,

        ---------- times
        occurred_at,

        ---------- landing
        landing_flags,
        loaded_at
    from source

)

select * from final
