with companies as (

    select * from {{ ref('int_companies') }}

),

country_spellings as (

    select * from {{ ref('int_country_spellings') }}

),

customer_phones as (

    select
        customers.company_id,
        customers.phone,
        -- a number without a country code is read in the person's country, else the company's
        coalesce(country_spellings.country_code, companies.country) as country_code
    from {{ ref('stg_unioned__customers') }} as customers
    inner join companies
        on customers.company_id = companies.company_id
    left join country_spellings
        on {{ ascii_lower('customers.country') }} = country_spellings.spelling
    where customers.phone is not null

),

activity_phones as (

    select
        whos.company_id,
        whos.phone,
        companies.country as country_code
    from {{ ref('int_whos') }} as whos
    inner join companies
        on whos.company_id = companies.company_id
    where whos.phone is not null

),

linked_phones as (

    {% for side in ['a', 'b'] -%}
    select
        links.company_id,
        links.id_value_{{ side }} as phone,
        companies.country as country_code
    from {{ ref('stg_unioned__identity_links') }} as links
    inner join companies
        on links.company_id = companies.company_id
    where links.id_type_{{ side }} = 'phone'
    {{ "union all" if not loop.last }}
    {% endfor %}

),

final as (

    select * from customer_phones
    union
    select * from activity_phones
    union
    select * from linked_phones

)

select * from final
