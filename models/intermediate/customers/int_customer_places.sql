with records as (

    select * from {{ ref('int_customer_records') }}

),

addresses as (

    select * from {{ ref('int_addresses_standardised') }}

),

identifiers as (

    select * from {{ ref('int_identifiers_resolved') }}
    where
        id_type in ('email', 'phone')
        and blocked_reason = 'shared_by_customers'

),

record_identifiers as (

    select * from {{ ref('int_record_identifiers') }}

),

at_addresses as (

    select
        records.company_id,
        records.customer_id,
        'address:' || addresses.address_key || coalesce('|' || records.country, '') as place
    from records
    inner join addresses
        on
            records.company_id = addresses.company_id
            and records.street = addresses.street
            and coalesce(records.postal_code, records.city) = addresses.place
    where addresses.address_key is not null

),

-- a contact that several people use is the household's, unless it is junk
at_contacts as (

    select
        records.company_id,
        records.customer_id,
        identifiers.id_type || ':' || identifiers.id_value as place
    from identifiers
    inner join record_identifiers
        on
            identifiers.company_id = record_identifiers.company_id
            and identifiers.id_type = record_identifiers.id_type
            and identifiers.id_value = record_identifiers.id_value
    inner join records
        on
            record_identifiers.company_id = records.company_id
            and record_identifiers.record_key = records.record_key

),

final as (

    select * from at_addresses
    union
    select * from at_contacts

)

select * from final
