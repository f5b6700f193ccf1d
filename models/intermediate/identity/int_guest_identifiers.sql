with observed as (

    select * from {{ ref('int_identifiers_observed') }}
    where id_type in ('email', 'phone', 'loyalty_id')

),

customers as (

    select * from {{ ref('stg_unioned__customers') }}

),

phones as (

    select * from {{ ref('int_phones_standardised') }}

),

junk_values as (

    select * from {{ ref('int_identifiers_junk') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

carried_by_customers as (

    select
        company_id,
        'email' as id_type,
        email_key as id_value
    from customers
    where email_key is not null

    union

    select
        customers.company_id,
        'phone' as id_type,
        phones.phone_e164 as id_value
    from customers
    inner join phones
        on
            customers.company_id = phones.company_id
            and customers.phone = phones.phone
    where phones.phone_e164 is not null

    union

    select
        company_id,
        'loyalty_id' as id_type,
        loyalty_id as id_value
    from customers
    where loyalty_id is not null

),

-- records of a landed system that is called guest, too; a key they have cannot be a guest's
records_called_guest as (

    select
        company_id,
        source_record_id
    from customers
    where source_system = 'guest'

),

-- an identifier that no customers record carries makes a guest of its own; a junk value is nobody
final as (

    select
        observed.company_id,
        observed.id_type,
        observed.id_value,
        observed.first_seen_at,
        observed.last_seen_at,
        companies.as_of as loaded_at
    from observed
    inner join companies
        on observed.company_id = companies.company_id
    left join carried_by_customers
        on
            observed.company_id = carried_by_customers.company_id
            and observed.id_type = carried_by_customers.id_type
            and observed.id_value = carried_by_customers.id_value
    left join junk_values
        on
            observed.company_id = junk_values.company_id
            and observed.id_type = junk_values.id_type
            and observed.id_value = junk_values.id_value
    left join records_called_guest
        on
            observed.company_id = records_called_guest.company_id
            and observed.id_type || ':' || observed.id_value = records_called_guest.source_record_id
    where
        carried_by_customers.id_value is null
        and records_called_guest.source_record_id is null
        and junk_values.id_value is null

)

select * from final
