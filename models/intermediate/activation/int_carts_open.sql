with abandoned_carts as (

    select * from {{ ref('int_carts_abandoned') }}
    where customer_id is not null and not is_recovered and not is_emptied

),

customer_orders as (

    select * from {{ ref('int_customer_orders') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

-- of several carts the newest; none once its owner has ordered anything since
ranked as (

    select
        abandoned_carts.*,
        row_number() over (
            partition by abandoned_carts.company_id, abandoned_carts.customer_id
            order by
                abandoned_carts.last_event_at desc,
                {{ binary_order('abandoned_carts.source_system') }},
                {{ binary_order('abandoned_carts.cart_id') }}
        ) as newness
    from abandoned_carts
    inner join companies
        on abandoned_carts.company_id = companies.company_id
    left join customer_orders
        on
            abandoned_carts.company_id = customer_orders.company_id
            and abandoned_carts.customer_id = customer_orders.customer_id
    where
        companies.as_of >= abandoned_carts.contact_from_at
        and companies.as_of < abandoned_carts.expires_at
        and (
            customer_orders.last_ordered_at is null
            or customer_orders.last_ordered_at < abandoned_carts.last_event_at
        )

),

final as (

    select
        company_id,
        customer_id,
        source_system,
        cart_id,
        cart_value,
        currency,
        contact_from_at
    from ranked
    where newness = 1

)

select * from final
