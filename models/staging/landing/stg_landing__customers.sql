with source as (

    select * from {{ source('landing', 'customers') }}

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        source_record_id,

        ---------- identifiers
        {{ blank_to_null('email') }} as email,
        {{ email_key('email') }} as email_key,
        {{ blank_to_null('phone') }} as phone,
        {{ blank_to_null('loyalty_id') }} as loyalty_id,
        {{ blank_to_null('anonymous_id') }} as anonymous_id,

        ---------- text
        {{ blank_to_null('first_name') }} as first_name,
        {{ blank_to_null('middle_name') }} as middle_name,
        {{ blank_to_null('last_name') }} as last_name,
        {{ blank_to_null('full_name') }} as full_name,
        {{ ascii_lower(blank_to_null('gender')) }} as gender,
        {{ blank_to_null('street') }} as street,
        {{ blank_to_null('city') }} as city,
        {{ blank_to_null('region') }} as region,
        {{ blank_to_null('postal_code') }} as postal_code,
        {{ blank_to_null('country') }} as country,
        {{ blank_to_null('language') }} as language,
        {{ blank_to_null('national_id') }} as national_id,
        {{ blank_to_null('external_customer_id') }} as external_customer_id,
        {{ blank_to_null('company_name') }} as company_name,
        {{ blank_to_null('occupation') }} as occupation,
        {{ blank_to_null('lead_source') }} as lead_source,
        {{ blank_to_null('opt_in_channel') }} as opt_in_channel,

        ---------- flags
        coalesce(is_deleted, false) as is_deleted,
        opt_in,

        ---------- times
        {{ plausible_birth_date('birth_date', 'loaded_at') }} as birth_date,
        {{ blank_to_null('birth_date') }} as birth_date_text,
        created_at,
        updated_at,
        opt_in_at,

        ---------- landing
        landing_flags,
        loaded_at
    from source

)

select * from final
