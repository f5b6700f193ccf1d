with source as (

    select * from {{ source('landing', 'audience_rules') }}

),

final as (

    select
        company_id,
        {{ ascii_lower('trim(audience)') }} as audience,
        applies_to,
        {{ ascii_lower("replace(stages, ' ', '')") }} as stages,
        min_orders,
        max_orders,
        min_days,
        max_days,
        top_value_share,
        coalesce(needs_open_cart, false) as needs_open_cart,
        {{ ascii_lower("replace(channels, ' ', '')") }} as channels,
        control_share,
        coalesce(is_active, true) as is_active,
        {{ blank_to_null('description') }} as description,
        loaded_at
    from source

)

select * from final
