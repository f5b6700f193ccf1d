{%- set own_attributes = golden_units().values() | sum(start=[]) -%}

with own_values as (

    select * from {{ ref('int_customer_attribute_values') }}

),

records as (

    select * from {{ ref('int_customer_records') }}

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
        own_values.company_id,
        own_values.customer_id,
        own_values.attribute,
        own_values.value,
        true as is_own,
        true as is_golden,
        records.source_system,
        records.source_record_id,
        cast(null as {{ dbt.type_string() }}) as provider,
        own_values.rule,
        own_values.problem,
        {{ observed_at('records') }} as observed_at,
        cast(null as timestamp) as expires_at,
        false as is_expired
    from own_values
    inner join records
        on
            own_values.company_id = records.company_id
            and own_values.record_no = records.record_no

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
