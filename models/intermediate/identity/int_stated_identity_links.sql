with links as (

    select * from {{ ref('stg_unioned__identity_links') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

phones as (

    select * from {{ ref('int_phones_standardised') }}

),

final as (

    select
        links.company_id,
        links.link_type,
        links.observed_at,
        {% for side in ['a', 'b'] %}
        links.id_type_{{ side }},
        case
            when links.id_type_{{ side }} = 'source_record_id'
                then {{ record_key('links.source_system', 'links.id_value_' ~ side) }}
            when links.id_type_{{ side }} = 'email' then {{ ascii_lower('trim(links.id_value_' ~ side ~ ')') }}
            when links.id_type_{{ side }} = 'phone' then phones_{{ side }}.phone_e164
            else trim(links.id_value_{{ side }})
        end as id_value_{{ side }}{{ "," if not loop.last }}
        {% endfor %}
    from links
    inner join companies
        on links.company_id = companies.company_id
    {% for side in ['a', 'b'] -%}
    left join phones as phones_{{ side }}
        on
            links.company_id = phones_{{ side }}.company_id
            and links.id_value_{{ side }} = phones_{{ side }}.phone
            and companies.country = phones_{{ side }}.country_code
            and links.id_type_{{ side }} = 'phone'
    {% endfor %}

)

select * from final
