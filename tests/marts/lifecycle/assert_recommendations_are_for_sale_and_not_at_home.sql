-- Told from the raw tables: nothing a system no longer sells, nothing bought that is not used up.
select
    recommendations.company_id,
    recommendations.customer_id,
    recommendations.product_id,
    'not sold' as problem
from {{ ref('fct_recommendations') }} as recommendations
inner join {{ ref('stg_unioned__products') }} as products
    on
        recommendations.company_id = products.company_id
        and recommendations.product_id = products.product_id
where not coalesce(products.is_active, true)

union all

select
    recommendations.company_id,
    recommendations.customer_id,
    recommendations.product_id,
    'not used up' as problem
from {{ ref('fct_recommendations') }} as recommendations
inner join {{ ref('int_companies') }} as companies
    on recommendations.company_id = companies.company_id
inner join {{ ref('fct_conversions') }} as conversions
    on
        recommendations.company_id = conversions.company_id
        and recommendations.customer_id = conversions.customer_id
        and conversions.conversion_type = 'order'
inner join {{ ref('stg_unioned__order_lines') }} as order_lines
    on
        conversions.company_id = order_lines.company_id
        and conversions.conversion_id = 'order:' || order_lines.source_system || ':' || order_lines.order_id
        and recommendations.product_id = order_lines.product_id
        and order_lines.quantity > 0
inner join {{ ref('int_products') }} as products
    on
        recommendations.company_id = products.company_id
        and recommendations.product_id = products.product_id
where
    products.replenish_days is null
    or {{ add_days('conversions.converted_at', 'products.replenish_days') }} > companies.as_of
