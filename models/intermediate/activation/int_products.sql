with products as (

    select * from {{ ref('stg_unioned__products') }}

),

-- tills and shops name the same goods by the same id: the fullest description comes first
ranked as (

    select
        *,
        row_number() over (
            partition by company_id, product_id
            order by
                case when category_path is null then 1 else 0 end + case when brand is null then 1 else 0 end,
                {{ binary_order('source_system') }}
        ) as preference_rank
    from products

),

final as (

    select
        company_id,
        product_id,
        max(case when preference_rank = 1 then product_name end) as product_name,
        max(case when preference_rank = 1 then category_path end) as category_path,
        max(case when preference_rank = 1 then brand end) as brand,
        -- one system that no longer sells it is enough
        min(case when is_active then 1 when is_active is null then 1 else 0 end) = 1 as is_sold,
        cast(max(replenish_days) as integer) as replenish_days
    from ranked
    group by company_id, product_id

)

select * from final
