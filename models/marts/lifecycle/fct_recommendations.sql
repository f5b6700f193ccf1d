with recommendations as (

    select * from {{ ref('int_products_recommended') }}

),

products as (

    select * from {{ ref('int_products') }}

),

final as (

    select
        recommendations.company_id,
        recommendations.customer_id,
        recommendations.rank,
        recommendations.product_id,
        products.product_name,
        products.category_path,
        recommendations.score,
        recommendations.reason,
        recommendations.because_product_id,
        because_products.product_name as because_product_name
    from recommendations
    inner join products
        on
            recommendations.company_id = products.company_id
            and recommendations.product_id = products.product_id
    left join products as because_products
        on
            recommendations.company_id = because_products.company_id
            and recommendations.because_product_id = because_products.product_id

)

select * from final
