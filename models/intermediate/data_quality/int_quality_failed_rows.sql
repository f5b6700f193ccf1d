with failed_rows as (

    {% for check in quality_checks() %}
    select * from {{ ref('int_quality__' ~ check) }}
    where is_failed
    {{ "union all" if not loop.last }}
    {% endfor %}

)

select * from failed_rows
