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

addresses as (

    select * from {{ ref('int_addresses_standardised') }}

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
        pivoted.company_id,
        pivoted.customer_id,
        pivoted.first_name,
        pivoted.last_name,
        -- one record's whole name, else the two parts, else the part there is
        coalesce(
            pivoted.full_name,
            pivoted.first_name || ' ' || pivoted.last_name,
            pivoted.first_name,
            pivoted.last_name
        ) as full_name,
        pivoted.email,
        pivoted.phone,
        pivoted.birth_date,
        pivoted.gender,
        pivoted.street,
        pivoted.city,
        pivoted.region,
        pivoted.postal_code,
        pivoted.country,
        pivoted.language,
        -- people at one address are one household
        case
            when addresses.address_key is not null
                then {{ surrogate_key(['pivoted.company_id', 'addresses.address_key', 'pivoted.country']) }}
        end as household_id,
        -- share of the five attributes by which a person can be known and reached
        cast(
            (case when coalesce(pivoted.full_name, pivoted.first_name, pivoted.last_name) is not null then 1 else 0 end)
            + (case when pivoted.email is not null then 1 else 0 end)
            + (case when pivoted.phone is not null then 1 else 0 end)
            + (case when pivoted.birth_date is not null then 1 else 0 end)
            + (case when coalesce(pivoted.street, pivoted.postal_code, pivoted.city) is not null then 1 else 0 end)
            as {{ type_double() }}
        ) / 5 as quality_score
    from pivoted
    left join addresses
        on
            pivoted.company_id = addresses.company_id
            and pivoted.street = addresses.street
            and coalesce(pivoted.postal_code, pivoted.city) = addresses.place

)

select * from final
