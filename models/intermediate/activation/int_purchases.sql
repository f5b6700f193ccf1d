with order_products as (

    select * from {{ ref('int_order_products') }}
    where customer_id is not null

),

final as (

    select
        company_id,
        customer_id,
        product_id,
        cast(count(*) as integer) as order_count,
        min(ordered_at) as first_ordered_at,
        max(ordered_at) as last_ordered_at
    from order_products
    group by company_id, customer_id, product_id

)

select * from final
