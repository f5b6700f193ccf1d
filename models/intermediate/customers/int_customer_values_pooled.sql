with records as (

    select * from {{ ref('int_customer_records_judged') }}

),

final as (

    select
        company_id,
        customer_no,
        min(record_no) as first_record_no,
        count(*) as record_count,
        count(distinct source_system) as source_count,
        -- a person of deleted records only may not be contacted any more
        sum(case when is_deleted then 0 else 1 end) as living_record_count,
        min(first_seen_at) as first_seen_at,
        max(last_seen_at) as last_seen_at,

        {% for unit, parts in golden_units().items() -%}
        ---------- {{ unit }}
        {%- set text = golden_text(parts) %}
        {% for attribute in parts -%}
        min({{ binary_order(attribute) }}) as {{ attribute }},
        {% endfor -%}
        count({{ text }}) as {{ unit }}_count,
        coalesce(min({{ binary_order(text) }}) != max({{ binary_order(text) }}), false) as is_{{ unit }}_contested,
        min(case when {{ text }} is not null then {{ golden_lead(unit) }} end) as {{ unit }}_lead,
        {% endfor -%}

        ---------- what speaks against values on which all records agree
        min({{ binary_order('email_problem') }}) as email_problem,
        min({{ binary_order('phone_problem') }}) as phone_problem,
        min({{ binary_order('address_problem') }}) as address_problem
    from records
    group by company_id, customer_no

)

select * from final
