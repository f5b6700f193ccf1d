-- A call that was sent again is written again, under its id.
with tracks as (

    {{ first_rows(source('segment', 'tracks'), 'id', 'timestamp, _fivetran_synced') }}

),

named as (

    select
        *,
        case {{ ascii_lower("replace(event, ' ', '_')") }}
            when 'product_viewed' then 'product_viewed'
            when 'product_added' then 'added'
            when 'product_removed' then 'removed'
            when 'cart_viewed' then 'cart_viewed'
            when 'checkout_started' then 'checkout_started'
            when 'payment_info_entered' then 'payment_info'
        end as event_type
    from tracks

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        id as cart_event_id,

        ---------- who
        user_id as source_customer_id,
        anonymous_id,

        ---------- text
        -- a shop without cart numbers has one cart on each device
        coalesce(cart_id, anonymous_id, user_id) as cart_id,
        event_type,
        product_id,

        ---------- amounts
        quantity,
        price,
        value as cart_value,
        coalesce(currency, connection_currency) as currency,

        ---------- times
        timestamp as occurred_at,

        ---------- not known here
        {{ unknown_columns(['email', 'phone', 'loyalty_id']) }},
        _fivetran_synced as loaded_at
    from named
    where event_type is not null

)

select * from final
