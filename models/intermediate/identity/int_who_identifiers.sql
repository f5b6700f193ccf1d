{#- The columns of a row that identify a person by themselves, beside the name of the identifier. -#}
{%- set identifiers = {
    'email': 'email_key',
    'phone': 'phone_e164',
    'loyalty_id': 'loyalty_id',
    'anonymous_id': 'anonymous_id',
} -%}

with whos as (

    select * from {{ ref('int_whos') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

phones as (

    select * from {{ ref('int_phones_standardised') }}

),

standardised as (

    select
        whos.*,
        phones.phone_e164
    from whos
    inner join companies
        on whos.company_id = companies.company_id
    left join phones
        on
            whos.company_id = phones.company_id
            and whos.phone = phones.phone
            and companies.country = phones.country_code

),

final as (

    select
        who_key,
        company_id,
        'source_record_id' as id_type,
        {{ record_key('source_system', 'source_customer_id') }} as id_value,
        first_seen_at,
        last_seen_at
    from standardised
    where source_customer_id is not null

    {% for id_type, column in identifiers.items() %}
    union all

    select
        who_key,
        company_id,
        '{{ id_type }}' as id_type,
        {{ column }} as id_value,
        first_seen_at,
        last_seen_at
    from standardised
    where {{ column }} is not null
    {% endfor %}

)

select * from final
