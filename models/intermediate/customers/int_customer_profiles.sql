{#- Which record a value comes from, and which rule chose it. -#}
{%- set problems = {'email': 'email', 'phone': 'phone', 'postal_code': 'address'} -%}
{%- set quality_parts = ['name', 'email', 'phone', 'birth_date', 'address'] -%}

with pooled as (

    select * from {{ ref('int_customer_values_pooled') }}

),

chosen_values as (

    select * from {{ ref('int_customer_values_chosen') }}

),

records as (

    select * from {{ ref('int_customer_records') }}

),

chosen as (

    select
        company_id,
        customer_no,
        {% for unit, parts in golden_units().items() -%}
        {%- for attribute in parts -%}
        max(case when attribute = '{{ attribute }}' then value end) as {{ attribute }},
        max(case when attribute = '{{ attribute }}' then record_no end) as {{ attribute }}_record,
        max(case when attribute = '{{ attribute }}' then rule end) as {{ attribute }}_rule,
        {% if attribute in problems -%}
        max(case when attribute = '{{ attribute }}' then problem end) as {{ problems[attribute] }}_problem,
        {% endif -%}
        {% endfor -%}
        {% endfor -%}
        count(*) as chosen_count
    from chosen_values
    group by company_id, customer_no

),

-- where all records agree there was nothing to choose
golden as (

    select
        pooled.company_id,
        records.customer_id,
        pooled.record_count,
        pooled.source_count,
        pooled.living_record_count,
        pooled.first_seen_at,
        pooled.last_seen_at,
        {% for unit, parts in golden_units().items() -%}
        {% for attribute in parts -%}
        case when pooled.is_{{ unit }}_contested then chosen.{{ attribute }} else pooled.{{ attribute }} end
            as {{ attribute }},
        case
            when pooled.is_{{ unit }}_contested then chosen.{{ attribute }}_record
            when pooled.{{ attribute }} is not null then {{ golden_lead_record("pooled." ~ unit ~ "_lead") }}
        end as {{ attribute }}_record,
        case
            when pooled.is_{{ unit }}_contested then chosen.{{ attribute }}_rule
            when pooled.{{ attribute }} is null then null
            when pooled.{{ unit }}_count > 1 then 'all_agree'
            else 'only_value'
        end as {{ attribute }}_rule,
        {% endfor -%}
        {% endfor -%}
        case when pooled.is_email_contested then chosen.email_problem else pooled.email_problem end as email_problem,
        case when pooled.is_phone_contested then chosen.phone_problem else pooled.phone_problem end as phone_problem,
        case when pooled.is_address_contested then chosen.address_problem else pooled.address_problem end
            as address_problem
    from pooled
    inner join records
        on
            pooled.company_id = records.company_id
            and pooled.first_record_no = records.record_no
    left join chosen
        on
            pooled.company_id = chosen.company_id
            and pooled.customer_no = chosen.customer_no

),

-- a record that says only one part of the name still gives the person something to be called
named as (

    select
        *,
        coalesce(full_name, first_name || ' ' || last_name, first_name, last_name) as whole_name,
        coalesce(full_name_record, last_name_record, first_name_record) as whole_name_record,
        case
            when full_name is not null then full_name_rule
            when coalesce(first_name, last_name) is not null then 'made_of_parts'
        end as whole_name_rule
    from golden

),

-- each part from 0, nothing known, to 1, known and valid
judged as (

    select
        *,
        case
            when first_name is not null and last_name is not null then 1.0
            when whole_name like '% %' then 1.0
            when whole_name is not null then 0.5
            else 0.0
        end as name_quality,
        case when email is null then 0.0 when email_problem is null then 1.0 else 0.5 end as email_quality,
        case when phone is null then 0.0 when phone_problem is null then 1.0 else 0.5 end as phone_quality,
        case when birth_date is null then 0.0 else 1.0 end as birth_date_quality,
        (
            case when street is null then 0 else 0.25 end
            + case when city is null then 0 else 0.25 end
            + case when country is null then 0 else 0.25 end
            + case when postal_code is null or address_problem is not null then 0 else 0.25 end
        ) as address_quality
    from named

),

final as (

    select
        company_id,
        customer_id,
        record_count,
        source_count,
        living_record_count,
        first_seen_at,
        last_seen_at,
        {% for parts in golden_units().values() -%}
        {% for attribute in parts -%}
        {%- set value = "whole_name" if attribute == "full_name" else attribute -%}
        {% if attribute == "birth_date" -%}
        cast(birth_date as date) as birth_date,
        {% else -%}
        {{ value }}{{ " as full_name" if value != attribute }},
        {% endif -%}
        {{ value }}_record{{ " as full_name_record" if value != attribute }},
        {{ value }}_rule{{ " as full_name_rule" if value != attribute }},
        {% endfor -%}
        {% endfor -%}
        email_problem,
        phone_problem,
        address_problem,
        {% for part in quality_parts -%}
        cast({{ part }}_quality as {{ type_double() }}) as {{ part }}_quality,
        {% endfor -%}
        cast(
            (
                {% for part in quality_parts -%}
                {{ part }}_quality{{ " + " if not loop.last }}
                {%- endfor %}
            ) / {{ quality_parts | length }}
            as {{ type_double() }}
        ) as quality_score
    from judged

)

select * from final
