with customers as (

    select * from {{ ref('stg_unioned__customers') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

country_spellings as (

    select * from {{ ref('int_country_spellings') }}

),

phones as (

    select * from {{ ref('int_phones_standardised') }}

),

whos as (

    select * from {{ ref('int_whos') }}

),

first_activities as (

    select
        company_id,
        source_system,
        source_customer_id,
        min(first_seen_at) as first_seen_at,
        max(last_seen_at) as last_seen_at
    from whos
    where source_customer_id is not null
    group by company_id, source_system, source_customer_id

),

customer_records as (

    select
        customers.company_id,
        {{ record_key('customers.source_system', 'customers.source_record_id') }} as record_key,
        customers.source_system,
        customers.source_record_id,
        false as is_guest,
        customers.is_deleted,
        customers.first_name,
        customers.middle_name,
        customers.last_name,
        customers.full_name,
        customers.birth_date,
        customers.birth_date_text,
        customers.gender,
        customers.email,
        customers.email_key,
        customers.phone,
        phones.phone_e164,
        phones.is_valid as is_phone_valid,
        customers.street,
        customers.city,
        customers.region,
        customers.postal_code,
        coalesce(country_spellings.country_code, customers.country) as country,
        customers.language,
        customers.national_id,
        customers.loyalty_id,
        customers.external_customer_id,
        customers.anonymous_id,
        customers.company_name,
        customers.occupation,
        customers.lead_source,
        customers.opt_in,
        customers.opt_in_channel,
        customers.opt_in_at,
        customers.created_at,
        customers.updated_at,
        -- least and greatest pass over nulls
        least(customers.created_at, first_activities.first_seen_at) as first_seen_at,
        greatest(customers.created_at, customers.updated_at, first_activities.last_seen_at) as last_seen_at,
        customers.loaded_at
    from customers
    inner join companies
        on customers.company_id = companies.company_id
    left join country_spellings
        on {{ ascii_lower('customers.country') }} = country_spellings.spelling
    left join phones
        on
            customers.company_id = phones.company_id
            and customers.phone = phones.phone
            and coalesce(country_spellings.country_code, companies.country) = phones.country_code
    left join first_activities
        on
            customers.company_id = first_activities.company_id
            and customers.source_system = first_activities.source_system
            and customers.source_record_id = first_activities.source_customer_id

),

guests as (

    select * from {{ ref('int_guest_identifiers') }}

),

guest_records as (

    select
        company_id,
        {{ record_key("'guest'", "id_type || ':' || id_value") }} as record_key,
        'guest' as source_system,
        id_type || ':' || id_value as source_record_id,
        case when id_type = 'email' then id_value end as email_key,
        case when id_type = 'phone' then id_value end as phone_e164,
        case when id_type = 'loyalty_id' then id_value end as loyalty_id,
        first_seen_at,
        last_seen_at,
        loaded_at
    from guests

),

final as (

    select * from customer_records

    union all

    select
        company_id,
        record_key,
        source_system,
        source_record_id,
        true as is_guest,
        false as is_deleted,
        null as first_name,
        null as middle_name,
        null as last_name,
        null as full_name,
        null as birth_date,
        null as birth_date_text,
        null as gender,
        email_key as email,
        email_key,
        phone_e164 as phone,
        phone_e164,
        cast(null as boolean) as is_phone_valid,
        null as street,
        null as city,
        null as region,
        null as postal_code,
        null as country,
        null as language,
        null as national_id,
        loyalty_id,
        null as external_customer_id,
        null as anonymous_id,
        null as company_name,
        null as occupation,
        null as lead_source,
        null as opt_in,
        null as opt_in_channel,
        null as opt_in_at,
        null as created_at,
        null as updated_at,
        first_seen_at,
        last_seen_at,
        loaded_at
    from guest_records

)

select * from final
