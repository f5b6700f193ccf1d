{%- set text_attributes = [
    'first_name',
    'last_name',
    'full_name',
    'email',
    'phone',
    'gender',
    'street',
    'city',
    'region',
    'postal_code',
    'country',
    'language',
] -%}

with attribute_values as (

    select * from {{ ref('int_customer_attribute_values') }}

),

pivoted as (

    select
        company_id,
        customer_id,
        {% for attribute in text_attributes -%}
        max(case when attribute = '{{ attribute }}' then value end) as {{ attribute }},
        {% endfor -%}
        max(case when attribute = 'birth_date' then cast(value as date) end) as birth_date
    from attribute_values
    group by company_id, customer_id

),

final as (

    select
        company_id,
        customer_id,
        first_name,
        last_name,
        -- one record's whole name, else the two parts, else the part there is
        coalesce(
            full_name,
            first_name || ' ' || last_name,
            first_name,
            last_name
        ) as full_name,
        email,
        phone,
        birth_date,
        gender,
        street,
        city,
        region,
        postal_code,
        country,
        language,
        -- share of the five attributes by which a person can be known and reached
        cast(
            (case when coalesce(full_name, first_name, last_name) is not null then 1 else 0 end)
            + (case when email is not null then 1 else 0 end)
            + (case when phone is not null then 1 else 0 end)
            + (case when birth_date is not null then 1 else 0 end)
            + (case when coalesce(street, postal_code, city) is not null then 1 else 0 end)
            as {{ type_double() }}
        ) / 5 as quality_score
    from pivoted

)

select * from final
