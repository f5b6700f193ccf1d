with record_customers as (

    select * from {{ ref('int_records_clustered') }}

),

identifiers as (

    select * from {{ ref('int_identifiers_resolved') }}
    where
        id_type in ('email', 'phone', 'loyalty_id')
        and customer_id is not null

),

former_guests as (

    select distinct
        assignments.company_id,
        assignments.record_key
    from {{ ref('int_record_assignments') }} as assignments
    left join record_customers
        on
            assignments.company_id = record_customers.company_id
            and assignments.record_key = record_customers.record_key
    where
        record_customers.record_key is null
        and assignments.record_key like 'guest|%'

),

-- the id that the part with the first record takes where people split a customer (identity/customers.py)
ids_of_parts as (

    select distinct
        assignments.company_id,
        assignments.customer_id as former_customer_id,
        record_customers.customer_id
    from {{ ref('int_record_assignments') }} as assignments
    inner join record_customers
        on
            assignments.company_id = record_customers.company_id
            and assignments.record_key = record_customers.record_key
    where
        assignments.customer_id
        = {{ surrogate_key(['assignments.company_id', 'assignments.record_key', "'apart'"]) }}

),

current_customers as (

    select distinct
        company_id,
        customer_id
    from record_customers

),

-- a customer is named after a record, so each id that was ever given out is that of some record
ids_of_records as (

    select
        company_id,
        {{ surrogate_key(['company_id', 'record_key']) }} as former_customer_id,
        customer_id
    from record_customers

    union

    -- of splits that were, too: people take decisions back
    select * from ids_of_parts

    union

    -- a guest whose identifier a customers record carries by now
    select
        former_guests.company_id,
        {{ surrogate_key(['former_guests.company_id', 'former_guests.record_key']) }}
            as former_customer_id,
        identifiers.customer_id
    from former_guests
    inner join identifiers
        on
            former_guests.company_id = identifiers.company_id
            and former_guests.record_key
            = {{ record_key("'guest'", "identifiers.id_type || ':' || identifiers.id_value") }}

),

final as (

    select
        ids_of_records.company_id,
        ids_of_records.former_customer_id,
        -- an id that is in use leads to itself, also where its record is in another part of a split
        coalesce(current_customers.customer_id, ids_of_records.customer_id) as customer_id,
        current_customers.customer_id is not null as is_current
    from ids_of_records
    left join current_customers
        on
            ids_of_records.company_id = current_customers.company_id
            and ids_of_records.former_customer_id = current_customers.customer_id

    union all

    -- ids that a split made
    select
        current_customers.company_id,
        current_customers.customer_id as former_customer_id,
        current_customers.customer_id,
        true as is_current
    from current_customers
    left join ids_of_records
        on
            current_customers.company_id = ids_of_records.company_id
            and current_customers.customer_id = ids_of_records.former_customer_id
    where ids_of_records.former_customer_id is null

)

select * from final
