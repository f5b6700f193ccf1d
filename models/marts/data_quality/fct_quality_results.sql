{#
    The history of results: a build replaces the rows of each company's now and keeps those of
    earlier ones. They cannot be computed again, so no full refresh drops them.
#}
{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key=['company_id', 'run_at'],
        on_schema_change='append_new_columns',
        full_refresh=false,
    )
}}

with results as (

    select * from {{ ref('int_quality_results') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

final as (

    select
        results.company_id,
        results.rule_id,
        results.rule_name,
        results.check_name,
        results.source_system,
        results.table_name as model,
        results.column_name,
        results.checked_rows,
        results.failed_rows,
        results.failed_share,
        results.threshold,
        results.severity,
        results.owner,
        results.origin,
        results.status,
        companies.as_of as run_at
    from results
    inner join companies
        on results.company_id = companies.company_id

)

select * from final
