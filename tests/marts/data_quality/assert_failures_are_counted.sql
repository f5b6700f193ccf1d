-- Every failed row of a rule is in the work list.
with listed as (

    select
        company_id,
        rule_id,
        count(*) as failed_rows
    from {{ ref('fct_quality_failures') }}
    group by company_id, rule_id

)

select
    results.rule_id,
    results.failed_rows,
    listed.failed_rows as listed_rows
from {{ ref('fct_quality_results') }} as results
full outer join listed
    on
        results.company_id = listed.company_id
        and results.rule_id = listed.rule_id
where coalesce(results.failed_rows, 0) != coalesce(listed.failed_rows, 0)
