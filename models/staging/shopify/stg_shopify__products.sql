-- A deleted product keeps its name for the orders that hold it.
with products as (

    select * from {{ source('shopify', 'product') }}

),

prices as (

    select
        company_id,
        source_system,
        product_id,
        min(price) as price
    from {{ source('shopify', 'product_variant') }}
    where not coalesce(_fivetran_deleted, false)
    group by company_id, source_system, product_id

),

final as (

    select
        ---------- key
        products.company_id,
        products.source_system,
        products.id as product_id,

        ---------- text
        products.title as product_name,
        products.product_type as category_path,
        products.vendor as brand,

        ---------- amounts
        prices.price,
        products.connection_currency as currency,

        ---------- flags
        not coalesce(products._fivetran_deleted, false)
        and coalesce(products.status = 'active', products.published_at is not null) as is_active,

        ---------- not known here
        {{ unknown_columns(['cost', 'replenish_days']) }},
        products._fivetran_synced as loaded_at
    from products
    left join prices
        on
            products.company_id = prices.company_id
            and products.source_system = prices.source_system
            and products.id = prices.product_id

)

select * from final
