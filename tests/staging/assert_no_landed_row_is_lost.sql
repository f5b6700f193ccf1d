-- Rows of a file = rows loaded + rows rejected, and every rejected row is kept with its reason.
with rejected as (

    select
        company_id,
        file,
        count(line) as rejected_count
    from {{ ref('stg_landing__rejected_rows') }}
    group by company_id, file

)

select
    files.company_id,
    files.file,
    files.row_count,
    files.loaded_count,
    files.rejected_count,
    rejected.rejected_count as kept_count
from {{ ref('stg_landing__landed_files') }} as files
left join rejected
    on
        files.company_id = rejected.company_id
        and files.file = rejected.file
where
    files.row_count != files.loaded_count + files.rejected_count
    or (files.loaded_count > 0 and files.rejected_count != coalesce(rejected.rejected_count, 0))
