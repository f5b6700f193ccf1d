-- A currency code that is not spelt as in ISO 4217, as usd for USD.
with orders as (

    select * from {{ ref('stg_unioned__orders') }}

),

final as (

    select
        orders.company_id,
        'currency_not_iso' as check_name,
        orders.source_system,
        'orders' as model,
        'currency' as column_name,
        orders.order_id as row_key,
        orders.currency as value,
        coalesce(orders.landing_flags like '%currency:not_iso_spelling%', false) as is_failed
    from orders
    where orders.currency is not null

)

select * from final
