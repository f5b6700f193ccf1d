-- What a person did lies between the first and the last sign of the person.
with deeds as (

    select
        company_id,
        customer_id,
        converted_at as done_at
    from {{ ref('fct_conversions') }}
    where customer_id is not null

    union all

    select
        company_id,
        customer_id,
        touched_at as done_at
    from {{ ref('fct_touches') }}
    where customer_id is not null

),

spans as (

    select
        company_id,
        customer_id,
        min(done_at) as first_done_at,
        max(done_at) as last_done_at
    from deeds
    group by company_id, customer_id

)

select
    customers.company_id,
    customers.customer_id,
    customers.first_seen_at,
    customers.last_seen_at,
    spans.first_done_at,
    spans.last_done_at
from {{ ref('dim_customers') }} as customers
left join spans
    on
        customers.company_id = spans.company_id
        and customers.customer_id = spans.customer_id
where
    customers.first_seen_at > customers.last_seen_at
    or coalesce(customers.first_seen_at > spans.first_done_at, spans.first_done_at is not null)
    or coalesce(customers.last_seen_at < spans.last_done_at, spans.last_done_at is not null)
