with source as (

    select * from {{ source('landing', 'rejected_rows') }}

),

final as (

    select
        company_id,
        table_name,
        file,
        line,
        reason,
        text,
        loaded_at
    from source

)

select * from final
