-- The other direction: a cart whose minutes are over and that no order took is in the mart.
select
    carts.company_id,
    carts.source_system,
    carts.cart_id
from {{ ref('int_carts') }} as carts
inner join {{ ref('int_companies') }} as companies
    on carts.company_id = companies.company_id
left join {{ ref('int_cart_orders') }} as cart_orders
    on
        carts.company_id = cart_orders.company_id
        and carts.source_system = cart_orders.source_system
        and carts.cart_id = cart_orders.cart_id
left join {{ ref('fct_abandoned_carts') }} as abandoned
    on
        carts.company_id = abandoned.company_id
        and carts.source_system = abandoned.source_system
        and carts.cart_id = abandoned.cart_id
where
    abandoned.cart_id is null
    and cart_orders.cart_id is null
    and carts.abandoned_at <= companies.as_of
