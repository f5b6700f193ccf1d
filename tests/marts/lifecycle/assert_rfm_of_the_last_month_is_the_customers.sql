select customers.customer_id
from {{ ref('dim_customers') }} as customers
inner join {{ ref('fct_customer_months') }} as customer_months
    on
        customers.company_id = customer_months.company_id
        and customers.customer_id = customer_months.customer_id
left join {{ ref('fct_customer_months') }} as later
    on
        customer_months.company_id = later.company_id
        and customer_months.customer_id = later.customer_id
        and customer_months.month < later.month
where
    later.month is null
    and customers.rfm_segment is distinct from customer_months.rfm_segment
