-- Money given back belongs into refunds.
with orders as (

    select * from {{ ref('stg_unioned__orders') }}

),

final as (

    select
        orders.company_id,
        'order_value_negative' as check_name,
        orders.source_system,
        'orders' as model,
        'order_value' as column_name,
        orders.order_id as row_key,
        cast(orders.order_value as {{ dbt.type_string() }}) as value,
        orders.order_value < 0 as is_failed
    from orders

)

select * from final
