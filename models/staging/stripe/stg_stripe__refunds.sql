-- Refunds of test charges are none; a refund whose charge never came is kept.
with refunds as (

    select * from {{ source('stripe', 'refund') }}
    where coalesce(status, 'succeeded') not in ('failed', 'canceled')

),

charges as (

    select * from {{ source('stripe', 'charge') }}

),

placed as (

    select
        refunds.*,
        charges.livemode,
        case when charges.captured then charges.amount - charges.amount_captured end as not_captured,
        row_number() over (
            partition by refunds.company_id, refunds.source_system, refunds.charge_id, refunds.amount
            order by refunds.created, {{ binary_order('refunds.id') }}
        ) as place
    from refunds
    left join charges
        on
            refunds.company_id = charges.company_id
            and refunds.source_system = charges.source_system
            and refunds.charge_id = charges.id

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        id as refund_id,

        ---------- text
        charge_id as order_id,
        reason,

        ---------- amounts
        {{ minor_units('amount', 'coalesce(currency, connection_currency)') }} as refund_value,
        coalesce(currency, connection_currency) as currency,

        ---------- times
        created as refunded_at,

        ---------- not known here
        {{ unknown_columns(['line_no', 'quantity']) }},
        _fivetran_synced as loaded_at
    from placed
    where
        coalesce(livemode, true)
        -- what is held and not captured goes back as the first refund of that amount: it was never paid
        and not (place = 1 and coalesce(amount = not_captured, false))

)

select * from final
