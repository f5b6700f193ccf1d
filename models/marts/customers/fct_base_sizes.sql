{#- From many records to the people who can be won: each step is part of the one before. -#}
{%- set steps = ['records', 'customers', 'contactable', 'active'] -%}

with customer_records as (

    select * from {{ ref('int_customer_records') }}

),

profiles as (

    select * from {{ ref('int_customer_profiles') }}

),

standings as (

    select * from {{ ref('int_customer_standings') }}

),

-- a person counts once in each system that knows them, and once in the company
known_by as (

    select
        company_id,
        source_system,
        customer_id,
        count(*) as record_count
    from customer_records
    group by company_id, source_system, customer_id

    union all

    select
        company_id,
        '(all)' as source_system,
        customer_id,
        record_count
    from profiles

),

sizes as (

    select
        known_by.company_id,
        known_by.source_system,
        sum(known_by.record_count) as records,
        count(*) as customers,
        sum(case when standings.is_contactable then 1 else 0 end) as contactable,
        sum(case when standings.is_contactable and standings.is_active then 1 else 0 end) as active
    from known_by
    inner join standings
        on
            known_by.company_id = standings.company_id
            and known_by.customer_id = standings.customer_id
    group by known_by.company_id, known_by.source_system

),

final as (

    {% for step in steps %}
    select
        company_id,
        source_system,
        {{ loop.index }} as step_number,
        '{{ step }}' as step,
        cast({{ step }} as integer) as size,
        {{ safe_divide(step, loop.previtem or step) }} as share_of_previous,
        {{ safe_divide(step, 'records') }} as share_of_records
    from sizes
    {{ "union all" if not loop.last }}
    {% endfor %}

)

select * from final
