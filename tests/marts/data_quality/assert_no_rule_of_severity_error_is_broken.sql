-- The one test by which a company's own rule can stop a build.
select
    company_id,
    rule_id,
    failed_rows,
    failed_share,
    threshold
from {{ ref('fct_quality_results') }}
where status = 'error'
