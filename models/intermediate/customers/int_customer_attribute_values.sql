{{ config(materialized='view') }}

{#- What speaks against an attribute's value stands in the column of its unit. -#}
{%- set problems = {'email': 'email_problem', 'phone': 'phone_problem', 'postal_code': 'address_problem'} -%}
{%- set no_text = 'cast(null as ' ~ dbt.type_string() ~ ')' -%}
{%- set attributes = [] -%}
{%- for attribute in golden_units().values() | sum(start=[]) -%}
    {%- do attributes.append([
        text_literal(attribute),
        'cast(' ~ attribute ~ ' as ' ~ dbt.type_string() ~ ')',
        attribute ~ '_record',
        attribute ~ '_rule',
        problems.get(attribute, no_text),
    ]) -%}
{%- endfor -%}

with profiles as (

    select * from {{ ref('int_customer_profiles') }}

),

records as (

    select * from {{ ref('int_customer_records_judged') }}

),

golden_values as (

    {{ unpivoted(
        'profiles', ['company_id', 'customer_id'], ['attribute', 'value', 'record_no', 'rule', 'problem'], attributes
    ) }}

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
    where golden_values.value is not null

)

select * from final
