with source as (

    select * from {{ source('landing', 'identity_overrides') }}

),

final as (

    select
        company_id,
        source_system_a,
        source_record_id_a,
        source_system_b,
        source_record_id_b,
        link,
        {{ blank_to_null('reason') }} as reason,
        loaded_at
    from source

)

select * from final
