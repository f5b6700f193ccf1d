with source as (

    select * from {{ source('landing', 'landed_files') }}

),

final as (

    select
        company_id,
        table_name,
        file,
        row_count,
        loaded_count,
        rejected_count,
        unknown_columns,
        loaded_at
    from source

)

select * from final
