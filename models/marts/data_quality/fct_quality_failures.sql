{#- Columns that tell who a person is: a steward finds the row by its key, not by its value. -#}
{%- set personal_columns = "'email', 'phone', 'birth_date'" -%}

with failed_rows as (

    select * from {{ ref('int_quality_failed_rows') }}

),

rules as (

    select * from {{ ref('fct_quality_results') }}

),

final as (

    select
        failed_rows.company_id,
        rules.rule_id,
        failed_rows.check_name,
        failed_rows.source_system,
        failed_rows.model,
        failed_rows.row_key as source_record_id,
        failed_rows.column_name as {{ adapter.quote('column') }},
        case
            when failed_rows.column_name in ({{ personal_columns }})
                then {{ masked('failed_rows.value') }}
            else failed_rows.value
        end as value,
        rules.severity,
        rules.owner
    from failed_rows
    inner join rules
        on
            failed_rows.company_id = rules.company_id
            and failed_rows.check_name = rules.check_name
            and failed_rows.source_system = rules.source_system

)

select * from final
