{{ config(materialized='view') }}

{#- What speaks against an attribute's value stands in the column of its unit. -#}
{%- set problems = {'email': 'email_problem', 'phone': 'phone_problem', 'postal_code': 'address_problem'} -%}

with profiles as (

    select * from {{ ref('int_customer_profiles') }}

),

final as (

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

)

select * from final
