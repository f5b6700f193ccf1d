{%- set own_attributes = golden_units().values() | sum(start=[]) -%}

with own_values as (

    select * from {{ ref('int_customer_attribute_values') }}

),

enrichments as (

    select
        *,
        attribute in (
            {% for attribute in own_attributes -%}
            '{{ attribute }}'{{ "," if not loop.last }}
            {% endfor -%}
        ) as is_about_own
    from {{ ref('int_customer_enrichments') }}

),

-- first-party facts are never overwritten: what a provider says about them is a value beside them
final as (

    select
        company_id,
        customer_id,
        attribute,
        value,
        true as is_own,
        true as is_golden,
        source_system,
        source_record_id,
        cast(null as {{ dbt.type_string() }}) as provider,
        rule,
        problem,
        observed_at,
        cast(null as timestamp) as expires_at,
        false as is_expired
    from own_values

    union all

    select
        company_id,
        customer_id,
        case when is_about_own then 'enriched_' else '' end || attribute as attribute,
        value,
        false as is_own,
        not is_about_own and not is_expired as is_golden,
        source_system,
        cast(null as {{ dbt.type_string() }}) as source_record_id,
        provider,
        rule,
        case when is_expired then 'expired' end as problem,
        observed_at,
        expires_at,
        is_expired
    from enrichments

)

select * from final
