-- How a rule that a company landed stops a build; a rule in companies/ is a test of its own. What cannot be
-- asked is broken too: a misspelt rule of severity error must not look like one that holds.
select
    results.company_id,
    results.rule_id,
    results.failed_rows,
    results.failed_share,
    results.threshold,
    results.status
from {{ ref('fct_quality_results') }} as results
inner join {{ ref('int_companies') }} as companies
    on
        results.company_id = companies.company_id
        and results.run_at = companies.as_of
where
    results.severity = 'error'
    and results.status != 'pass'
    and results.origin != 'project'
