-- Every surviving value is one that a record of the person carries, and a null never wins over a value.
{%- set columns = {
    'email': 'email_key',
    'phone': 'phone_e164',
    'first_name': 'first_name',
    'last_name': 'last_name',
    'birth_date': 'birth_date',
    'gender': 'gender',
    'street': 'street',
    'city': 'city',
    'region': 'region',
    'postal_code': 'postal_code',
    'country': 'country',
    'language': 'language',
} %}

with matches as (

    select
        customers.company_id,
        customers.customer_id,
        {% for golden, source in columns.items() -%}
        max(case when customers.{{ golden }} = records.{{ source }} then 1 else 0 end) as has_{{ golden }},
        max(case when records.{{ source }} is not null then 1 else 0 end) as knows_{{ golden }},
        max(case when customers.{{ golden }} is not null then 1 else 0 end) as shows_{{ golden }}
        {{- "," if not loop.last }}
        {% endfor %}
    from {{ ref('dim_customers') }} as customers
    inner join {{ ref('int_customer_records') }} as records
        on
            customers.company_id = records.company_id
            and customers.customer_id = records.customer_id
    group by customers.company_id, customers.customer_id

)

select *
from matches
where
    {% for golden in columns -%}
    has_{{ golden }} != shows_{{ golden }}
    or knows_{{ golden }} != shows_{{ golden }}
    {{ "or" if not loop.last }}
    {% endfor %}
