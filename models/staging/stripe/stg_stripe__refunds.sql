with refunds as (

    select * from {{ source('stripe', 'refund') }}
    where coalesce(status, 'succeeded') not in ('failed', 'canceled')

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
        {{ minor_units('amount', 'currency') }} as refund_value,
        coalesce(currency, connection_currency) as currency,

        ---------- times
        created as refunded_at,

        ---------- not known here
        {{ unknown_columns(['line_no', 'quantity']) }},
        _fivetran_synced as loaded_at
    from refunds

)

select * from final
