-- Every customer of today came into being in some batch, and was not merged away since.
with newest as (

    select
        company_id,
        customer_id,
        change,
        row_number() over (
            partition by company_id, customer_id
            order by batch_no desc
        ) as recency_rank
    from {{ ref('fct_identity_changes') }}

)

select customers.customer_id
from {{ ref('dim_customers') }} as customers
left join newest
    on
        customers.company_id = newest.company_id
        and customers.customer_id = newest.customer_id
        and newest.recency_rank = 1
where
    newest.customer_id is null
    or newest.change in ('merged', 'retired')
