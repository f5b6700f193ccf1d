with states as (

    select * from {{ ref('int_lifecycle_states') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

judged as (

    select
        states.company_id,
        states.customer_id,
        states.moment_at,
        case
            ---------- a customer who kept an order
            when states.kept_order_count > 0 and states.moment_at >= states.abandoned_at then 'abandon'
            when
                states.kept_order_count > 0
                and (states.kept_order_count >= companies.advocate_orders or states.is_top_tier)
                then 'advocate'
            when states.kept_order_count > 0 then 'adopt'

            ---------- nobody came back before the last order was given back
            when
                states.refunded_at >= states.any_order_abandoned_at
                and coalesce(states.attempt_expires_at, states.refunded_at) <= states.refunded_at
                then 'abandon'

            ---------- trying, or tried
            when states.moment_at < states.attempt_expires_at then 'attempt'
            when states.moment_at < states.refund_expires_at then 'attempt'
            when coalesce(states.attempt_expires_at, states.refund_expires_at) is not null then 'abandon'
            else 'aware'
        end as stage,
        case
            when states.kept_order_count > 0 and states.moment_at >= states.abandoned_at then 'fixed_days'
            when states.kept_order_count >= companies.advocate_orders then 'order_count'
            when states.kept_order_count > 0 and states.is_top_tier then 'top_tier'
            when states.kept_order_count > 0 then 'order'
            when states.refunded_at >= states.any_order_abandoned_at
                and coalesce(states.attempt_expires_at, states.refunded_at) <= states.refunded_at
                then 'fixed_days'
            when states.moment_at < states.attempt_expires_at then 'attempt'
            when states.moment_at < states.refund_expires_at then 'full_refund'
            when coalesce(states.attempt_expires_at, states.refund_expires_at) is not null then 'attempt_expiry'
            else 'first_seen'
        end as entered_by
    from states
    inner join companies
        on states.company_id = companies.company_id

),

final as (

    select
        *,
        lag(stage) over (
            partition by company_id, customer_id
            order by moment_at
        ) as previous_stage
    from judged

)

select * from final
