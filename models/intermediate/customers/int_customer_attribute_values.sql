{{ config(materialized='view') }}

{#- What speaks against an attribute's value stands in the column of its unit. -#}
{%- set problems = {'email': 'email_problem', 'phone': 'phone_problem', 'postal_code': 'address_problem'} -%}

with profiles as (

    select * from {{ ref('int_customer_profiles') }}

),

records as (

    select * from {{ ref('int_customer_records_judged') }}

),

golden_values as (

    {% for parts in golden_units().values() -%}
    {%- set is_last_unit = loop.last -%}
    {% for attribute in parts %}
    select
        company_id,
        customer_id,
        '{{ attribute }}' as attribute,
        {{ attribute if attribute != "birth_date" else "cast(birth_date as " ~ dbt.type_string() ~ ")" }} as value,
        {{ attribute }}_record as record_no,
        {{ attribute }}_rule as rule,
        {{ problems[attribute] if attribute in problems else "cast(null as " ~ dbt.type_string() ~ ")" }} as problem
    from profiles
    where {{ attribute }} is not null
    {{ "union all" if not (is_last_unit and loop.last) }}
    {% endfor %}
    {%- endfor %}

),

final as (

    select
        golden_values.company_id,
        golden_values.customer_id,
        golden_values.attribute,
        golden_values.value,
        records.source_system,
        records.source_record_id,
        golden_values.rule,
        records.observed_at,
        golden_values.problem
    from golden_values
    inner join records
        on
            golden_values.company_id = records.company_id
            and golden_values.record_no = records.record_no

)

select * from final
