-- A case cannot end before it began.
with service_cases as (

    select * from {{ ref('stg_unioned__service_cases') }}

),

final as (

    select
        service_cases.company_id,
        'case_closed_before_opened' as check_name,
        service_cases.source_system,
        'service_cases' as model,
        'closed_at' as column_name,
        service_cases.case_id as row_key,
        cast(service_cases.closed_at as {{ dbt.type_string() }}) as value,
        service_cases.closed_at < service_cases.opened_at as is_failed
    from service_cases
    where service_cases.closed_at is not null

)

select * from final
