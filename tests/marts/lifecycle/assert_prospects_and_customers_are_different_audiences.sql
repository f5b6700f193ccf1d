-- Who ordered is in no audience of prospects, and who did not in none of customers.
select
    members.company_id,
    members.audience,
    members.customer_id,
    members.applies_to
from {{ ref('fct_audience_members') }} as members
inner join {{ ref('dim_customers') }} as customers
    on
        members.company_id = customers.company_id
        and members.customer_id = customers.customer_id
where (members.applies_to = 'customer') != (customers.order_count > 0)
