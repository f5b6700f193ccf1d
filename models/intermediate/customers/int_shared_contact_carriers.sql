with who_identifiers as (

    select * from {{ ref('int_who_identifiers') }}

),

shared_contacts as (

    select * from {{ ref('int_identifiers_resolved') }}
    where
        id_type in ('email', 'phone')
        and blocked_reason = 'shared_by_customers'

),

record_identifiers as (

    select * from {{ ref('int_record_identifiers') }}

),

clusters as (

    select * from {{ ref('int_records_clustered') }}

),

final as (

    select distinct
        who_identifiers.who_key,
        who_identifiers.id_type,
        who_identifiers.company_id,
        clusters.customer_id
    from who_identifiers
    inner join shared_contacts
        on
            who_identifiers.company_id = shared_contacts.company_id
            and who_identifiers.id_type = shared_contacts.id_type
            and who_identifiers.id_value = shared_contacts.id_value
    inner join record_identifiers
        on
            shared_contacts.company_id = record_identifiers.company_id
            and shared_contacts.id_type = record_identifiers.id_type
            and shared_contacts.id_value = record_identifiers.id_value
    inner join clusters
        on
            record_identifiers.company_id = clusters.company_id
            and record_identifiers.record_key = clusters.record_key

)

select * from final
