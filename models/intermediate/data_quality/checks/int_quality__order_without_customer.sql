-- An order that belongs to nobody known: revenue without a face.
with orders as (

    select * from {{ ref('stg_unioned__orders') }}

),

whos as (

    select * from {{ ref('int_whos_resolved') }}

),

final as (

    select
        orders.company_id,
        'order_without_customer' as check_name,
        orders.source_system,
        'orders' as model,
        'source_customer_id' as column_name,
        orders.order_id as row_key,
        orders.source_customer_id as value,
        whos.customer_id is null as is_failed
    from orders
    left join whos
        on orders.who_key = whos.who_key

)

select * from final
