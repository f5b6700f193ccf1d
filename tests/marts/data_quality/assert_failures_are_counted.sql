-- Every failed row of a rule is in the work list, and its count is what the newest run says.
with listed as (

    select
        company_id,
        rule_id,
        count(*) as failed_rows
    from {{ ref('fct_quality_failures') }}
    group by company_id, rule_id

),

results as (

    select
        results.company_id,
        results.rule_id,
        results.failed_rows
    from {{ ref('fct_quality_results') }} as results
    inner join {{ ref('int_companies') }} as companies
        on
            results.company_id = companies.company_id
            and results.run_at = companies.as_of
    -- a table that is late has no row to mend
    where results.check_name not in ('freshness', 'volume')

)

select
    coalesce(results.rule_id, listed.rule_id) as rule_id,
    results.failed_rows,
    listed.failed_rows as listed_rows
from results
full outer join listed
    on
        results.company_id = listed.company_id
        and results.rule_id = listed.rule_id
where coalesce(results.failed_rows, 0) != coalesce(listed.failed_rows, 0)
