-- Lines of test orders and of deleted orders are no sales; a line whose order never came is kept.
with lines as (

    select * from {{ source('shopify', 'order_line') }}
    where not coalesce(_fivetran_deleted, false)

),

orders as (

    select * from {{ source('shopify', 'order') }}

),

discounts as (

    select
        company_id,
        source_system,
        order_line_id,
        sum(amount) as discount
    from {{ source('shopify', 'discount_allocation') }}
    where not coalesce(_fivetran_deleted, false)
    group by company_id, source_system, order_line_id

),

discounted as (

    select
        lines.company_id,
        lines.source_system,
        lines.order_id,
        lines.id,
        lines.index,
        coalesce(lines.product_id, lines.variant_id, lines.sku, lines.name) as product_id,
        lines.quantity,
        lines.price,
        coalesce(discounts.discount, lines.total_discount, 0) as discount,
        lines._fivetran_synced
    from lines
    left join orders
        on
            lines.company_id = orders.company_id
            and lines.source_system = orders.source_system
            and lines.order_id = orders.id
    left join discounts
        on
            lines.company_id = discounts.company_id
            and lines.source_system = discounts.source_system
            and lines.id = discounts.order_line_id
    where not coalesce(orders._fivetran_deleted, false) and not coalesce(orders.test, false)

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        order_id,
        -- the shop's own index is missing in old rows
        row_number() over (
            partition by company_id, source_system, order_id
            order by coalesce(index, 1000000), {{ binary_order('id') }}
        ) as line_no,

        ---------- text
        product_id,

        ---------- amounts
        quantity,
        price * quantity - discount as line_value,
        discount,

        ---------- not known here
        {{ unknown_columns(['recommendation_id']) }},
        _fivetran_synced as loaded_at
    from discounted

)

select * from final
