with record_identifiers as (

    select * from {{ ref('int_record_identifiers') }}

),

anonymous_ids as (

    select * from {{ ref('int_anonymous_ids_observed') }}

),

record_customers as (

    select * from {{ ref('int_records_clustered') }}

),

blocked_identifiers as (

    select * from {{ ref('int_identifiers_blocked') }}

),

-- a cookie is seen with people by the identifiers that lead to one: of two people's mailbox nobody knows whose it is
anonymous_ids_led as (

    select
        anonymous_ids.company_id,
        anonymous_ids.anonymous_id,
        anonymous_ids.record_key,
        anonymous_ids.first_seen_at,
        anonymous_ids.last_seen_at
    from anonymous_ids
    inner join record_identifiers
        on
            anonymous_ids.company_id = record_identifiers.company_id
            and anonymous_ids.id_type = record_identifiers.id_type
            and anonymous_ids.id_value = record_identifiers.id_value
    inner join record_customers
        on
            record_identifiers.company_id = record_customers.company_id
            and record_identifiers.record_key = record_customers.record_key
    group by
        anonymous_ids.company_id,
        anonymous_ids.anonymous_id,
        anonymous_ids.id_type,
        anonymous_ids.id_value,
        anonymous_ids.record_key,
        anonymous_ids.first_seen_at,
        anonymous_ids.last_seen_at
    having count(distinct record_customers.customer_id) = 1

),

-- what is blocked is joined to a table that PostgreSQL knows: of a union it expects a hundredth of the rows
observed as (

    select
        record_identifiers.company_id,
        record_identifiers.id_type,
        record_identifiers.id_value,
        record_identifiers.record_key,
        blocked_identifiers.reason,
        record_identifiers.first_seen_at,
        record_identifiers.last_seen_at
    from record_identifiers
    left join blocked_identifiers
        on
            record_identifiers.company_id = blocked_identifiers.company_id
            and record_identifiers.id_type = blocked_identifiers.id_type
            and record_identifiers.record_key = blocked_identifiers.record_key

    union all

    select
        company_id,
        'anonymous_id' as id_type,
        anonymous_id as id_value,
        record_key,
        null as reason,
        first_seen_at,
        last_seen_at
    from anonymous_ids_led

),

customers_of_identifiers as (

    select
        observed.company_id,
        observed.id_type,
        observed.id_value,
        count(distinct observed.record_key) as record_count,
        count(distinct record_customers.customer_id) as customer_count,
        min({{ binary_order('record_customers.customer_id') }}) as only_customer_id,
        min({{ binary_order('observed.reason') }}) as reason,
        min(observed.first_seen_at) as first_seen_at,
        max(observed.last_seen_at) as last_seen_at
    from observed
    inner join record_customers
        on
            observed.company_id = record_customers.company_id
            and observed.record_key = record_customers.record_key
    group by observed.company_id, observed.id_type, observed.id_value

),

judged as (

    select
        *,
        case
            when reason is not null then reason
            when customer_count > 1 then 'shared_by_customers'
        end as blocked_reason
    from customers_of_identifiers

),

final as (

    select
        company_id,
        id_type,
        id_value,
        case when blocked_reason is null then only_customer_id end as customer_id,
        blocked_reason is not null as is_blocked,
        blocked_reason,
        record_count,
        customer_count,
        first_seen_at,
        last_seen_at
    from judged

)

select * from final
