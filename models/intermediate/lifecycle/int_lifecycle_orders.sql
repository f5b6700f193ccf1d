with orders as (

    select * from {{ ref('int_orders_valued') }}
    where status != 'cancelled' and customer_id is not null

),

settings as (

    select * from {{ ref('int_company_settings') }}
    where setting = 'abandon_days'

),

companies as (

    select * from {{ ref('int_companies') }}

),

-- the abandon rule in force on the order's day decides how long the customer may stay silent
final as (

    select
        orders.company_id,
        orders.customer_id,
        orders.source_system,
        orders.order_id,
        orders.ordered_at,
        orders.fully_refunded_at,
        {{ add_days('orders.ordered_at', 'cast(settings.value as integer)') }} as abandoned_at,
        {{ add_days('orders.fully_refunded_at', 'companies.attempt_expiry_days') }} as refund_expires_at
    from orders
    inner join companies
        on orders.company_id = companies.company_id
    inner join settings
        on
            orders.company_id = settings.company_id
            and orders.order_date >= settings.valid_from
            and (settings.valid_to is null or orders.order_date < settings.valid_to)

)

select * from final
