with first_seen as (

    select * from {{ ref('int_lifecycle_first_seen') }}

),

current_stages as (

    select * from {{ ref('int_lifecycle_intervals') }}
    where valid_to is null

),

customer_orders as (

    select
        *,
        row_number() over (
            partition by company_id
            order by coalesce(net_revenue, 0) desc, {{ binary_order('customer_id') }}
        ) as value_rank,
        count(*) over (partition by company_id) as customer_count
    from {{ ref('int_customer_orders') }}

),

open_carts as (

    select * from {{ ref('int_carts_open') }}

),

final as (

    select
        first_seen.company_id,
        first_seen.customer_id,
        case when customer_orders.order_count > 0 then 'customer' else 'prospect' end as applies_to,
        current_stages.stage,
        current_stages.valid_from as stage_from,
        cast(coalesce(customer_orders.order_count, 0) as integer) as order_count,
        first_seen.first_seen_at,
        customer_orders.first_ordered_at,
        customer_orders.last_ordered_at,
        -- the day from which the rules count days
        coalesce(customer_orders.last_ordered_at, first_seen.first_seen_at) as counted_from,
        -- 0 for the customer of the highest net revenue, then up to below 1
        {{ safe_divide('customer_orders.value_rank - 1', 'customer_orders.customer_count') }} as value_share,
        open_carts.source_system as cart_source_system,
        open_carts.cart_id,
        open_carts.cart_value,
        open_carts.currency as cart_currency,
        open_carts.contact_from_at as cart_contact_from_at
    from first_seen
    left join current_stages
        on
            first_seen.company_id = current_stages.company_id
            and first_seen.customer_id = current_stages.customer_id
    left join customer_orders
        on
            first_seen.company_id = customer_orders.company_id
            and first_seen.customer_id = customer_orders.customer_id
    left join open_carts
        on
            first_seen.company_id = open_carts.company_id
            and first_seen.customer_id = open_carts.customer_id

)

select * from final
