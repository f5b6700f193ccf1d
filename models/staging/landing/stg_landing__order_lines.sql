with source as (

    select * from {{ source('landing', 'order_lines') }}

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        order_id,
        line_no,

        ---------- text
        {{ blank_to_null('product_id') }} as product_id,
        {{ blank_to_null('recommendation_id') }} as recommendation_id,

        ---------- amounts
        quantity,
        cast(line_value as numeric(18, 2)) as line_value,
        cast(discount as numeric(18, 2)) as discount,

        ---------- landing
        landing_flags,
        loaded_at
    from source

)

select * from final
