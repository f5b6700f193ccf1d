with source as (

    select * from {{ source('landing', 'products') }}

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        product_id,

        ---------- text
        {{ blank_to_null('product_name') }} as product_name,
        {{ blank_to_null('category_path') }} as category_path,
        {{ blank_to_null('brand') }} as brand,

        ---------- amounts
        cast(price as numeric(18, 2)) as price,
        cast(cost as numeric(18, 2)) as cost,
        upper({{ blank_to_null('currency') }}) as currency,
        replenish_days,

        ---------- flags
        is_active,

        ---------- landing
        landing_flags,
        loaded_at
    from source

)

select * from final
