select customer_id
from {{ ref('bridge_customer_records') }}
group by customer_id
having count(distinct company_id) > 1
