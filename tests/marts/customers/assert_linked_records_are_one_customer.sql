-- A decision is what the customers show.
select *
from {{ ref('fct_identity_links') }}
where
    (decision = 'linked' and customer_id_a != customer_id_b)
    or (decision in ('rejected', 'review') and customer_id_a = customer_id_b)
