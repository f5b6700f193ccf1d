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
        source_customer_id,
        email,
        phone,
        loyalty_id,
        anonymous_id,

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
