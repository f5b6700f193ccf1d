with source as (

    select * from {{ source('landing', 'identity_links') }}

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        id_type_a,
        id_value_a,
        id_type_b,
        id_value_b,
        observed_at,

        ---------- text
        {{ blank_to_null('link_type') }} as link_type,

        ---------- amounts
        confidence,

        ---------- landing
        landing_flags,
        loaded_at
    from source

)

select * from final
