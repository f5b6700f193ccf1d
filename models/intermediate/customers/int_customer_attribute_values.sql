{#- Attributes of the golden record; those named after a column of another name say which. -#}
{%- set attributes = {
    'first_name': 'first_name',
    'last_name': 'last_name',
    'full_name': 'full_name',
    'email': 'email_key',
    'phone': 'phone_e164',
    'birth_date': 'cast(birth_date as ' ~ dbt.type_string() ~ ')',
    'gender': 'gender',
    'street': 'street',
    'city': 'city',
    'region': 'region',
    'postal_code': 'postal_code',
    'country': 'country',
    'language': 'language',
} -%}

with records as (

    select * from {{ ref('int_customer_records') }}

),

blocked_identifiers as (

    select * from {{ ref('int_identifiers_resolved') }}
    where is_blocked

),

candidates as (

    {% for attribute, column in attributes.items() %}
    select
        company_id,
        customer_id,
        '{{ attribute }}' as attribute,
        {{ column }} as value,
        record_key,
        source_system,
        source_record_id,
        is_deleted,
        is_guest,
        coalesce(updated_at, created_at, first_seen_at) as observed_at
    from records
    where {{ column }} is not null
    {{ "union all" if not loop.last }}
    {% endfor %}

),

-- a junk or shared address is nobody's own; it is shown only where the person has no better one
ranked as (

    select
        candidates.*,
        blocked_identifiers.id_value is not null as is_shared,
        row_number() over (
            partition by candidates.company_id, candidates.customer_id, candidates.attribute
            order by
                candidates.is_deleted,
                case when blocked_identifiers.id_value is not null then 1 else 0 end,
                candidates.is_guest,
                candidates.observed_at desc nulls last,
                {{ binary_order('candidates.record_key') }}
        ) as value_rank
    from candidates
    left join blocked_identifiers
        on
            candidates.company_id = blocked_identifiers.company_id
            and candidates.attribute = blocked_identifiers.id_type
            and candidates.value = blocked_identifiers.id_value

),

final as (

    select
        company_id,
        customer_id,
        attribute,
        value,
        record_key,
        source_system,
        source_record_id,
        is_shared,
        observed_at,
        'most_recent' as chosen_by
    from ranked
    where value_rank = 1

)

select * from final
