with source as (

    select * from {{ source('landing', 'companies') }}

),

final as (

    select
        company_id,
        is_demo,
        loaded_at
    from source

)

select * from final
