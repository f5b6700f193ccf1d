with checked_rows as (

    {% for check in quality_checks() %}
    select * from {{ ref('int_quality__' ~ check) }}
    {{ "union all" if not loop.last }}
    {% endfor %}

),

final as (

    select
        company_id,
        check_name,
        source_system,
        model,
        column_name,
        count(*) as checked_rows,
        sum(case when is_failed then 1 else 0 end) as failed_rows
    from checked_rows
    group by company_id, check_name, source_system, model, column_name

)

select * from final
