with source as (

    select * from {{ source('landing', 'rejected_rows') }}

),

final as (

    select
        company_id,
        table_name,
        source_system,
        source_record_id,
        file,
        line,
        reason,
        text,
        -- nobody can be told apart by such a row: it has no identifier and no name
        coalesce(reason like '%none of email, phone,%', false) as is_without_identity,
        loaded_at
    from source

)

select * from final
