-- Values of the columns that are to be unique or that others refer to.
with cells as (

    select * from {{ ref('int_quality_cells') }}
    where kind = 'values' and value is not null

),

final as (

    select
        company_id,
        table_name,
        column_name,
        source_system,
        value,
        count(*) as row_count,
        min({{ binary_order('row_key') }}) as first_row_key
    from cells
    group by company_id, table_name, column_name, source_system, value

)

select * from final
