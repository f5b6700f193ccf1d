with rejected_rows as (

    select * from {{ ref('stg_unioned__rejected_rows') }}

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
        text
    from rejected_rows

)

select * from final
