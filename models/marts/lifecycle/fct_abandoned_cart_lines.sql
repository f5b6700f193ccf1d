with abandoned_carts as (

    select * from {{ ref('int_carts_abandoned') }}

),

cart_lines as (

    select * from {{ ref('int_cart_lines') }}
    where product_id is not null

),

products as (

    select * from {{ ref('int_products') }}

),

final as (

    select
        cart_lines.company_id,
        cart_lines.source_system,
        cart_lines.cart_id,
        cart_lines.product_id,
        products.product_name,
        products.category_path,
        cart_lines.quantity,
        cart_lines.price,
        cart_lines.line_value,
        abandoned_carts.currency,
        coalesce(products.is_sold, false) as is_sold
    from cart_lines
    inner join abandoned_carts
        on
            cart_lines.company_id = abandoned_carts.company_id
            and cart_lines.source_system = abandoned_carts.source_system
            and cart_lines.cart_id = abandoned_carts.cart_id
    left join products
        on
            cart_lines.company_id = products.company_id
            and cart_lines.product_id = products.product_id

)

select * from final
