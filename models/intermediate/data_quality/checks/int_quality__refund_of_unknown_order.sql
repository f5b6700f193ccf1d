-- Money given back for an order nobody sent; it is in no net value.
with refunds as (

    select * from {{ ref('stg_unioned__refunds') }}

),

orders as (

    select * from {{ ref('stg_unioned__orders') }}

),

final as (

    select
        refunds.company_id,
        'refund_of_unknown_order' as check_name,
        refunds.source_system,
        'refunds' as model,
        'order_id' as column_name,
        refunds.refund_id as row_key,
        refunds.order_id as value,
        orders.order_id is null as is_failed
    from refunds
    left join orders
        on
            refunds.company_id = orders.company_id
            and refunds.source_system = orders.source_system
            and refunds.order_id = orders.order_id

)

select * from final
