with orders as (

    select * from {{ ref('int_orders_valued') }}
    where status != 'cancelled' and customer_id is not null

),

rules as (

    select * from {{ ref('int_lifecycle_rules') }}

),

silences as (

    select * from {{ ref('int_order_day_silences') }}

),

-- the rules in force on the order's day decide how long the customer may stay silent
final as (

    select
        orders.company_id,
        orders.customer_id,
        orders.source_system,
        orders.order_id,
        orders.ordered_at,
        {{ add_seconds(
            'orders.ordered_at',
            '3600 * coalesce(silences.silence_hours, 24 * least(rules.abandon_days, 20000))'
        ) }} as abandoned_at,
        coalesce(silences.abandon_method, 'fixed_days') as abandon_method,
        rules.advocate_orders,
        -- nothing is given back before it is bought
        case
            when orders.fully_refunded_at < orders.ordered_at then orders.ordered_at
            else orders.fully_refunded_at
        end as refunded_at
    from orders
    inner join rules
        on
            orders.company_id = rules.company_id
            and {{ is_valid_on('rules', 'orders.order_date') }}
    left join silences
        on
            orders.company_id = silences.company_id
            and orders.customer_id = silences.customer_id
            and orders.order_date = silences.order_date

)

select * from final
