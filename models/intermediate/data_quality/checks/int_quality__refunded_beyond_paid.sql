-- More money was given back than was paid.
with orders as (

    select * from {{ ref('int_orders_valued') }}

),

final as (

    select
        company_id,
        'refunded_beyond_paid' as check_name,
        source_system,
        'orders' as model,
        'refund_value' as column_name,
        order_id as row_key,
        cast(refund_value as {{ dbt.type_string() }}) as value,
        refund_value > gross_value and gross_value >= 0 as is_failed
    from orders

)

select * from final
