-- One row per person: no customer without a record, and the counts agree.
with bridged as (

    select
        company_id,
        customer_id,
        count(*) as record_count
    from {{ ref('bridge_customer_records') }}
    group by company_id, customer_id

)

select
    customers.customer_id,
    bridged.customer_id as bridged_customer_id
from {{ ref('dim_customers') }} as customers
full outer join bridged
    on
        customers.company_id = bridged.company_id
        and customers.customer_id = bridged.customer_id
where
    customers.customer_id is null
    or bridged.customer_id is null
    or customers.record_count != bridged.record_count
