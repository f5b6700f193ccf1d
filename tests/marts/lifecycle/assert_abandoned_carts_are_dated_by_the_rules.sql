-- Abandonment follows the last event, contact follows abandonment, recovery follows both.
select
    carts.company_id,
    carts.cart_id
from {{ ref('fct_abandoned_carts') }} as carts
inner join {{ ref('int_companies') }} as companies
    on carts.company_id = companies.company_id
where
    carts.abandoned_at <= carts.last_event_at
    or carts.contact_from_at < carts.abandoned_at
    or carts.abandoned_at > companies.as_of
    or carts.recovered_at < carts.contact_from_at
    or carts.is_recovered != (carts.recovered_order_id is not null)
    or carts.is_recovered != (carts.recovered_at is not null)
