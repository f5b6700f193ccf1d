-- The export's flat form does not say which products; the session stands for the cart.
with events as (

    select * from {{ source('ga4', 'event') }}

),

named as (

    select
        *,
        case
            when name = 'view_item' then 'product_viewed'
            when name = 'add_to_cart' then 'added'
            when name = 'remove_from_cart' then 'removed'
            when name = 'view_cart' then 'cart_viewed'
            when name in ('begin_checkout', 'checkout') then 'checkout_started'
            when name = 'add_payment_info' then 'payment_info'
        end as event_type
    from events

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        _fivetran_id as cart_event_id,

        ---------- who
        user_pseudo_id as anonymous_id,

        ---------- text
        user_pseudo_id || coalesce(':' || param_ga_session_id, '') as cart_id,
        event_type,

        ---------- amounts
        nullif(value_in_usd, 0) as cart_value,
        'USD' as currency,

        ---------- times
        timestamp as occurred_at,

        ---------- not known here
        {{ unknown_columns([
            'source_customer_id', 'email', 'phone', 'loyalty_id', 'product_id', 'quantity', 'price',
        ]) }},
        _fivetran_synced as loaded_at
    from named
    where event_type is not null

)

select * from final
