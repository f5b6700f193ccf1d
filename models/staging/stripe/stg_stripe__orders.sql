-- A charge is an order of its own. Where a shop writes the orders, connectors.csv leaves these out.
with charges as (

    select * from {{ source('stripe', 'charge') }}
    where coalesce(livemode, true)

),

cards as (

    select
        company_id,
        source_system,
        payment_method_id,
        max(fingerprint) as fingerprint
    from {{ source('stripe', 'payment_method_card') }}
    group by company_id, source_system, payment_method_id

),

final as (

    select
        ---------- key
        charges.company_id,
        charges.source_system,
        charges.id as order_id,

        ---------- who
        charges.customer_id as source_customer_id,
        charges.receipt_email as email,

        ---------- text
        case
            when charges.status = 'failed' then 'cancelled'
            -- held and let go again: no money moved
            when not charges.captured and charges.refunded then 'cancelled'
            when charges.status = 'succeeded' and coalesce(charges.captured, true) then 'paid'
            else 'placed'
        end as status,
        'online' as order_channel,
        cards.fingerprint as payment_token_hash,

        ---------- amounts
        {{ minor_units(
            'coalesce(case when charges.captured then charges.amount_captured end, charges.amount)',
            'coalesce(charges.currency, charges.connection_currency)',
        ) }} as order_value,
        coalesce(charges.currency, charges.connection_currency) as currency,

        ---------- times
        charges.created as ordered_at,

        ---------- not known here
        {{ unknown_columns([
            'phone', 'loyalty_id', 'anonymous_id', 'store_id', 'receipt_no', 'coupon_code', 'cart_id',
            'campaign_id', 'discount', 'tax', 'shipping',
        ]) }},
        charges._fivetran_synced as loaded_at
    from charges
    left join cards
        on
            charges.company_id = cards.company_id
            and charges.source_system = cards.source_system
            and coalesce(charges.payment_method_id, charges.card_id) = cards.payment_method_id

)

select * from final
