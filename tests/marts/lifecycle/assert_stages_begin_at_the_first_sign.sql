-- However the row of that sign names the person: the history of stages and the customer mart tell one day.
with beginnings as (

    select
        company_id,
        customer_id,
        min(valid_from) as first_stage_from
    from {{ ref('fct_lifecycle_intervals') }}
    group by company_id, customer_id

)

select
    customers.company_id,
    customers.customer_id,
    customers.first_seen_at,
    beginnings.first_stage_from
from {{ ref('dim_customers') }} as customers
inner join {{ ref('int_companies') }} as companies
    on customers.company_id = companies.company_id
left join beginnings
    on
        customers.company_id = beginnings.company_id
        and customers.customer_id = beginnings.customer_id
where
    customers.first_seen_at <= companies.as_of
    and customers.first_seen_at is distinct from beginnings.first_stage_from
