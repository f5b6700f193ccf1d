-- Everybody known at as_of has one, and nobody else.
select customers.customer_id
from {{ ref('dim_customers') }} as customers
left join {{ ref('fct_lifecycle_intervals') }} as intervals
    on
        customers.company_id = intervals.company_id
        and customers.customer_id = intervals.customer_id
        and intervals.valid_to is null
left join {{ ref('int_lifecycle_first_seen') }} as first_seen
    on
        customers.company_id = first_seen.company_id
        and customers.customer_id = first_seen.customer_id
where
    (intervals.stage is null and first_seen.customer_id is not null)
    or intervals.stage is distinct from customers.lifecycle_stage
