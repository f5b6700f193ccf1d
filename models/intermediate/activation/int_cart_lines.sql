with cart_events as (

    select * from {{ ref('stg_unioned__cart_events') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

product_events as (

    select
        cart_events.*,
        row_number() over (
            partition by
                cart_events.company_id,
                cart_events.source_system,
                cart_events.cart_id,
                cart_events.product_id
            order by cart_events.occurred_at desc, {{ binary_order('cart_events.cart_event_id') }} desc
        ) as newness,
        row_number() over (
            partition by
                cart_events.company_id,
                cart_events.source_system,
                cart_events.cart_id,
                cart_events.product_id
            order by
                case when cart_events.price is null then 1 else 0 end,
                cart_events.occurred_at desc,
                {{ binary_order('cart_events.cart_event_id') }} desc
        ) as price_newness
    from cart_events
    inner join companies
        on cart_events.company_id = companies.company_id
    where
        cart_events.event_type in ('added', 'removed')
        and cart_events.product_id is not null
        and cart_events.occurred_at <= companies.as_of

),

lines as (

    select
        company_id,
        source_system,
        cart_id,
        product_id,
        sum(
            case event_type when 'added' then 1 else -1 end
            * cast(coalesce(quantity, case event_type when 'added' then 1 else 0 end) as numeric(18, 3))
        ) as quantity_left,
        -- a removal that names no quantity takes out all there is
        max(
            case when newness = 1 and event_type = 'removed' and quantity is null then 1 else 0 end
        ) as is_cleared,
        max(case when price_newness = 1 then price end) as price
    from product_events
    group by company_id, source_system, cart_id, product_id

),

final as (

    select
        company_id,
        source_system,
        cart_id,
        product_id,
        cast(quantity_left as numeric(18, 3)) as quantity,
        cast(price as numeric(18, 2)) as price,
        {{ money('quantity_left * price') }} as line_value
    from lines
    where is_cleared = 0 and quantity_left > 0

)

select * from final
