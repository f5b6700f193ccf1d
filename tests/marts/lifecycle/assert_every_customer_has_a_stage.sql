select customers.customer_id
from {{ ref('dim_customers') }} as customers
left join {{ ref('fct_lifecycle_intervals') }} as intervals
    on
        customers.company_id = intervals.company_id
        and customers.customer_id = intervals.customer_id
        and intervals.valid_to is null
where
    intervals.stage is null
    or intervals.stage != customers.lifecycle_stage
