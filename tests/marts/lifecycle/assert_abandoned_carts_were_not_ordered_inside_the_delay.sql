-- Told from the raw orders: none that names the cart came before its owner could be contacted.
select
    carts.company_id,
    carts.cart_id,
    orders.order_id
from {{ ref('fct_abandoned_carts') }} as carts
inner join {{ ref('stg_unioned__orders') }} as orders
    on
        carts.company_id = orders.company_id
        and carts.source_system = orders.source_system
        and carts.cart_id = orders.cart_id
where
    orders.status != 'cancelled'
    and orders.ordered_at < carts.contact_from_at
