-- Refunds of test charges are none; a refund whose charge never came is kept.
with refunds as (

    select * from {{ source('stripe', 'refund') }}
    where coalesce(status, 'succeeded') not in ('failed', 'canceled')

),

charges as (

    select * from {{ source('stripe', 'charge') }}

),

final as (

    select
        ---------- key
        refunds.company_id,
        refunds.source_system,
        refunds.id as refund_id,

        ---------- text
        refunds.charge_id as order_id,
        refunds.reason,

        ---------- amounts
        {{ minor_units('refunds.amount', 'refunds.currency') }} as refund_value,
        coalesce(refunds.currency, refunds.connection_currency) as currency,

        ---------- times
        refunds.created as refunded_at,

        ---------- not known here
        {{ unknown_columns(['line_no', 'quantity']) }},
        refunds._fivetran_synced as loaded_at
    from refunds
    left join charges
        on
            refunds.company_id = charges.company_id
            and refunds.source_system = charges.source_system
            and refunds.charge_id = charges.id
    where coalesce(charges.livemode, true)

)

select * from final
