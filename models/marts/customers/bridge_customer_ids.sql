with record_customers as (

    select * from {{ ref('int_records_clustered') }}

),

identifiers as (

    select * from {{ ref('int_identifiers_resolved') }}
    where
        id_type in ('email', 'phone', 'loyalty_id')
        and customer_id is not null

),

current_customers as (

    select distinct
        company_id,
        customer_id
    from record_customers

),

named_records as (

    select
        company_id,
        {{ surrogate_key(['company_id', 'record_key']) }} as former_customer_id,
        customer_id
    from record_customers

),

-- a customer is named after a record; an id in use leads to itself, also where its record is in another part of a split
ids_of_records as (

    select
        named_records.company_id,
        named_records.former_customer_id,
        coalesce(current_customers.customer_id, named_records.customer_id) as customer_id
    from named_records
    left join current_customers
        on
            named_records.company_id = current_customers.company_id
            and named_records.former_customer_id = current_customers.customer_id

),

memberships as (

    select
        company_id,
        record_key,
        customer_id,
        lead(batch_no) over (
            partition by company_id, record_key
            order by batch_no
        ) as left_batch_no,
        -- the one it has, or had when it went
        first_value(customer_id) over (
            partition by company_id, record_key
            order by case when customer_id is null then 2 else 1 end, batch_no desc
        ) as last_customer_id
    from {{ ref('int_record_assignments') }}

),

-- a guest is gone where a customers record carries its identifier by now
known_guests as (

    select
        company_id,
        {{ record_key("'guest'", "id_type || ':' || id_value") }} as record_key,
        customer_id
    from identifiers

),

-- a record that never named a customer could have
members as (

    select * from memberships
    where customer_id is not null

    union all

    select distinct
        company_id,
        record_key,
        {{ surrogate_key(['company_id', 'record_key']) }} as customer_id,
        0 as left_batch_no,
        last_customer_id
    from memberships

),

-- of ids that are of no record of today, the records that their customer has, or had to its end
last_members as (

    select
        members.company_id,
        members.customer_id as former_customer_id,
        members.record_key,
        members.last_customer_id,
        rank() over (
            partition by members.company_id, members.customer_id
            order by members.left_batch_no desc nulls first
        ) as leaving_rank
    from members
    left join ids_of_records
        on
            members.company_id = ids_of_records.company_id
            and members.customer_id = ids_of_records.former_customer_id
    where ids_of_records.former_customer_id is null

),

destinations as (

    select
        last_members.company_id,
        last_members.former_customer_id,
        coalesce(
            record_customers.customer_id,
            known_guests.customer_id,
            ids_of_records.customer_id
        ) as customer_id,
        max(
            case
                when
                    last_members.former_customer_id in (
                        {{ surrogate_key(['last_members.company_id', 'last_members.record_key']) }},
                        {{ surrogate_key(['last_members.company_id', 'last_members.record_key', "'apart'"]) }}
                    )
                    then 1
                else 0
            end
        ) as has_its_namesake,
        count(*) as record_count
    from last_members
    left join record_customers
        on
            last_members.company_id = record_customers.company_id
            and last_members.record_key = record_customers.record_key
    left join known_guests
        on
            last_members.company_id = known_guests.company_id
            and last_members.record_key = known_guests.record_key
    left join ids_of_records
        on
            last_members.company_id = ids_of_records.company_id
            and last_members.last_customer_id = ids_of_records.former_customer_id
    where last_members.leaving_rank = 1
    group by
        last_members.company_id,
        last_members.former_customer_id,
        coalesce(
            record_customers.customer_id,
            known_guests.customer_id,
            ids_of_records.customer_id
        )

),

ranked_destinations as (

    select
        *,
        row_number() over (
            partition by company_id, former_customer_id
            order by has_its_namesake desc, record_count desc, {{ binary_order('customer_id') }}
        ) as destination_rank
    from destinations
    where customer_id is not null

),

ids as (

    select * from ids_of_records

    union all

    -- ids of records that are gone, and of parts of splits, in use or taken back
    select
        company_id,
        former_customer_id,
        customer_id
    from ranked_destinations
    where destination_rank = 1

),

final as (

    select
        company_id,
        former_customer_id,
        customer_id,
        former_customer_id = customer_id as is_current
    from ids

)

select * from final
