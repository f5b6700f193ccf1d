with source as (

    select * from {{ source('landing', 'refunds') }}

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        refund_id,

        ---------- text
        {{ blank_to_null('order_id') }} as order_id,
        {{ blank_to_null('reason') }} as reason,

        ---------- amounts
        cast(refund_value as numeric(18, 2)) as refund_value,
        upper({{ blank_to_null('currency') }}) as currency,
        line_no,
        quantity,

        ---------- times
        refunded_at,

        ---------- landing
        landing_flags,
        loaded_at
    from source

)

select * from final
