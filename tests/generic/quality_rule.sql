{% test quality_rule(
    model, check=none, rule=none, column_name=none, source_system=none, params=none, threshold=none
) %}
    {{- config(severity="warn", fail_calc="coalesce(sum(failures), 0)") -}}
    {%- set company, table = tested_source() -%}
    with results as (

        select
            *,
            max(run_at) over (partition by company_id) as newest_run_at
        from {{ ref('fct_quality_results') }}
        where company_id = {{ text_literal(company) }}

    )

    select
        rule_id,
        checked_rows,
        failed_rows,
        threshold,
        status,
        -- a rule that cannot be understood has no failing row and is broken all the same
        greatest(failed_rows, 1) as failures
    from results
    where
        run_at = newest_run_at
        and status != 'pass'
        and rule_name = {% if rule is not none -%}
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
        and source_system = {{ text_literal(source_system) }}
        {%- endif %}
{% endtest %}
