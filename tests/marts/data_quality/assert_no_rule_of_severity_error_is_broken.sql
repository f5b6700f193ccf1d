-- How a rule that a company landed stops a build; a rule in companies/ is a test of its own.
select
    results.company_id,
    results.rule_id,
    results.failed_rows,
    results.failed_share,
    results.threshold
from {{ ref('fct_quality_results') }} as results
inner join {{ ref('int_companies') }} as companies
    on
        results.company_id = companies.company_id
        and results.run_at = companies.as_of
where results.status = 'error' and results.origin != 'project'
