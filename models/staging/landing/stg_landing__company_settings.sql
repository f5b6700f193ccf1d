with source as (

    select * from {{ source('landing', 'company_settings') }}

),

final as (

    select
        company_id,
        setting,
        value,
        valid_from,
        loaded_at
    from source

)

select * from final
