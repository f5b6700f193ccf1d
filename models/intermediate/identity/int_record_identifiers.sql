{#- The identifiers a record carries, beside the column that holds each. -#}
{%- set identifiers = {
    'source_record_id': 'record_key',
    'email': 'email_key',
    'phone': 'phone_e164',
    'loyalty_id': 'loyalty_id',
    'anonymous_id': 'anonymous_id',
    'external_customer_id': 'external_customer_id',
    'national_id': 'national_id',
} -%}

with records as (

    select * from {{ ref('int_identity_records') }}

),

final as (

    {% for id_type, column in identifiers.items() %}
    select
        company_id,
        '{{ id_type }}' as id_type,
        {{ column }} as id_value,
        record_key,
        first_seen_at,
        last_seen_at
    from records
    where {{ column }} is not null
    {{ "union all" if not loop.last }}
    {% endfor %}

)

select * from final
