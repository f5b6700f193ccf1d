with source as (

    select * from {{ source('landing', 'survivorship_rules') }}

),

final as (

    select
        company_id,
        attribute,
        priority,
        rule,
        {{ blank_to_null('source_systems') }} as source_systems,
        loaded_at
    from source

)

select * from final
