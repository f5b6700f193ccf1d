{#- Columns that tell who a person is: a steward finds the row by its key, not by its value. -#}
{%- set personal_columns = [
    "email", "email_key", "phone", "birth_date", "birth_date_text", "first_name", "middle_name", "last_name",
    "full_name", "street", "postal_code", "national_id", "loyalty_id", "anonymous_id", "external_customer_id",
    "id_value_a", "id_value_b", "proof_ref", "search_term",
] -%}

with outcomes as (

    select * from {{ ref('int_quality_outcomes') }}
    where is_failed

),

results as (

    select * from {{ ref('int_quality_results') }}

),

final as (

    select
        results.company_id,
        results.rule_id,
        results.check_name,
        outcomes.source_system,
        results.table_name as model,
        outcomes.row_key as source_record_id,
        results.column_name as {{ adapter.quote('column') }},
        case
            when
                results.column_name in (
                    {% for column in personal_columns -%}
                    '{{ column }}'{{ "," if not loop.last }}
                    {% endfor -%}
                )
                then {{ masked('outcomes.value') }}
            else outcomes.value
        end as value,
        results.severity,
        results.owner
    from outcomes
    inner join results
        on
            outcomes.rule_no = results.rule_no
            and outcomes.source_system = results.source_system

)

select * from final
