-- The money that went back is what the payments say; without payments, lines and adjustments say it. Refunds
-- of test orders and of deleted orders are none; a refund whose order never came is kept.
with orders as (

    select * from {{ source('shopify', 'order') }}

),

refunds as (

    select
        refunds.*,
        orders.currency as order_currency
    from {{ source('shopify', 'refund') }} as refunds
    left join orders
        on
            refunds.company_id = orders.company_id
            and refunds.source_system = orders.source_system
            and refunds.order_id = orders.id
    where
        not coalesce(refunds._fivetran_deleted, false)
        and not coalesce(orders._fivetran_deleted, false)
        and not coalesce(orders.test, false)

),

transactions as (

    select * from {{ source('shopify', 'transaction') }}
    where
        kind = 'refund'
        and not coalesce(test, false)
        and not coalesce(_fivetran_deleted, false)

),

-- A payment that failed gave nothing back. One in the buyer's currency says nothing about the order's.
payments as (

    select
        transactions.company_id,
        transactions.source_system,
        transactions.refund_id,
        sum(case when transactions.status = 'success' then transactions.amount else 0 end) as paid_back
    from transactions
    inner join refunds
        on
            transactions.company_id = refunds.company_id
            and transactions.source_system = refunds.source_system
            and transactions.refund_id = refunds.id
    where
        transactions.status in ('success', 'failure', 'error')
        and coalesce(upper(transactions.currency) = upper(refunds.order_currency), true)
    group by transactions.company_id, transactions.source_system, transactions.refund_id

),

lines as (

    select
        company_id,
        source_system,
        refund_id,
        sum(quantity) as quantity,
        sum(coalesce(subtotal, 0) + coalesce(total_tax, 0)) as line_value
    from {{ source('shopify', 'order_line_refund') }}
    where not coalesce(_fivetran_deleted, false)
    group by company_id, source_system, refund_id

),

adjustments as (

    select
        company_id,
        source_system,
        refund_id,
        -sum(coalesce(amount, 0) + coalesce(tax_amount, 0)) as adjustment
    from {{ source('shopify', 'order_adjustment') }}
    where not coalesce(_fivetran_deleted, false)
    group by company_id, source_system, refund_id

),

final as (

    select
        ---------- key
        refunds.company_id,
        refunds.source_system,
        refunds.id as refund_id,

        ---------- text
        refunds.order_id,
        refunds.note as reason,

        ---------- amounts
        coalesce(payments.paid_back, coalesce(lines.line_value, 0) + coalesce(adjustments.adjustment, 0))
            as refund_value,
        coalesce(refunds.order_currency, refunds.connection_currency) as currency,
        lines.quantity,

        ---------- times
        coalesce(refunds.processed_at, refunds.created_at) as refunded_at,

        ---------- not known here
        {{ unknown_columns(['line_no']) }},
        refunds._fivetran_synced as loaded_at
    from refunds
    {% for part in ['payments', 'lines', 'adjustments'] -%}
    left join {{ part }}
        on
            refunds.company_id = {{ part }}.company_id
            and refunds.source_system = {{ part }}.source_system
            and refunds.id = {{ part }}.refund_id
    {% endfor %}

)

select * from final
