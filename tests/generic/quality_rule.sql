{% test quality_rule(
    model, check=none, rule=none, column_name=none, source_system=none, params=none, threshold=none
) %}
    {{- config(severity="warn", fail_calc="coalesce(sum(failures), 0)") -}}
    {%- set company, table = tested_source() -%}
    select
        results.rule_id,
        results.checked_rows,
        results.failed_rows,
        results.threshold,
        results.status,
        -- a rule that cannot be understood has no failing row and is broken all the same
        greatest(results.failed_rows, 1) as failures
    from {{ ref('fct_quality_results') }} as results
    inner join {{ ref('int_companies') }} as companies
        on
            results.company_id = companies.company_id
            and results.run_at = companies.as_of
    where
        results.company_id = {{ text_literal(company) }}
        and results.status != 'pass'
        and results.rule_name = {% if rule is not none -%}
            {{ text_literal(rule) }}
        {%- else -%}
            {{ quality_rule_name(
                text_literal(check | string),
                text_literal(table),
                text_or_null(column_name),
                text_or_null(params),
            ) }}
        {%- endif %}
        {%- if source_system is not none %}
        and results.source_system = {{ text_literal(source_system) }}
        {%- endif %}
{% endtest %}
