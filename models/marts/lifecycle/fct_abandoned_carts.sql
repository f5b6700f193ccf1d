with abandoned_carts as (

    select * from {{ ref('int_carts_abandoned') }}

),

final as (

    select
        company_id,
        source_system,
        cart_id,
        customer_id,

        ---------- what was left
        furthest_step,
        line_count,
        item_count,
        cart_value,
        currency,
        cart_value_reporting,
        is_emptied,

        ---------- whether it came back
        is_recovered,
        recovered_by,
        recovered_order_source_system,
        recovered_order_id,
        recovered_value_reporting,

        ---------- when
        started_at,
        last_event_at,
        abandoned_at,
        contact_from_at,
        recovered_at
    from abandoned_carts

)

select * from final
