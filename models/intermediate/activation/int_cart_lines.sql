{%- set product_of_cart = 'company_id, source_system, cart_id, product_id' -%}

with cart_events as (

    select * from {{ ref('stg_unioned__cart_events') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

changes as (

    select
        cart_events.company_id,
        cart_events.source_system,
        cart_events.cart_id,
        cart_events.product_id,
        cart_events.cart_event_id,
        cart_events.price,
        cart_events.occurred_at,
        case cart_events.event_type when 'added' then 1 else -1 end
        * cast(coalesce(cart_events.quantity, 1) as numeric(18, 3)) as change,
        -- a removal that names no quantity takes out all there is
        case when cart_events.event_type = 'removed' and cart_events.quantity is null then 1 else 0 end as is_clearing
    from cart_events
    inner join companies
        on cart_events.company_id = companies.company_id
    where
        cart_events.event_type in ('added', 'removed')
        and cart_events.occurred_at <= companies.as_of

),

ordered as (

    select
        *,
        sum(is_clearing) over (
            partition by {{ product_of_cart }}
            order by occurred_at desc, {{ binary_order('cart_event_id') }} desc
            rows between unbounded preceding and current row
        ) as clearings_from_here,
        row_number() over (
            partition by {{ product_of_cart }}
            order by
                case when price is null then 1 else 0 end,
                occurred_at desc,
                {{ binary_order('cart_event_id') }} desc
        ) as price_newness
    from changes

),

running as (

    select
        *,
        case when clearings_from_here = 0 then change else 0 end as counted_change,
        sum(case when clearings_from_here = 0 then change else 0 end) over (
            partition by {{ product_of_cart }}
            order by occurred_at, {{ binary_order('cart_event_id') }}
            rows between unbounded preceding and current row
        ) as quantity_so_far
    from ordered

),

lines as (

    select
        company_id,
        source_system,
        cart_id,
        product_id,
        -- nothing is in debt: what was taken out of an empty cart is not missing from what is put in later
        sum(counted_change) - least(min(quantity_so_far), 0) as quantity_left,
        max(case when price_newness = 1 then price end) as price
    from running
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
        -- what no event names may be several products, of several prices
        {{ money('case when product_id is not null then quantity_left * price end') }} as line_value
    from lines
    where quantity_left > 0

)

select * from final
