with moments as (

    select * from {{ ref('int_lifecycle_moments') }}

),

orders as (

    select * from {{ ref('int_lifecycle_orders') }}

),

attempts as (

    select * from {{ ref('int_lifecycle_attempts') }}

),

tiers as (

    select * from {{ ref('int_lifecycle_tiers') }}

),

-- what the orders say at each moment
order_states as (

    select
        moments.company_id,
        moments.customer_id,
        moments.moment_at,
        sum(
            case
                when orders.fully_refunded_at <= moments.moment_at then 0
                else 1
            end
        ) as kept_order_count,
        max(
            case
                when orders.fully_refunded_at <= moments.moment_at then null
                else orders.abandoned_at
            end
        ) as abandoned_at,
        max(orders.abandoned_at) as any_order_abandoned_at,
        max(
            case when orders.fully_refunded_at <= moments.moment_at then orders.fully_refunded_at end
        ) as refunded_at,
        max(
            case when orders.fully_refunded_at <= moments.moment_at then orders.refund_expires_at end
        ) as refund_expires_at
    from moments
    inner join orders
        on
            moments.company_id = orders.company_id
            and moments.customer_id = orders.customer_id
            and moments.moment_at >= orders.ordered_at
    group by moments.company_id, moments.customer_id, moments.moment_at

),

-- the newest attempt at each moment, read off one timeline
timeline as (

    select
        company_id,
        customer_id,
        moment_at,
        cast(null as timestamp) as expires_at
    from moments

    union all

    select
        company_id,
        customer_id,
        attempted_at as moment_at,
        expires_at
    from attempts

),

tier_spans as (

    select
        company_id,
        customer_id,
        changed_at,
        is_top_tier,
        lead(changed_at) over (
            partition by company_id, customer_id
            order by changed_at
        ) as next_changed_at
    from tiers

),

attempt_states as (

    select
        company_id,
        customer_id,
        moment_at,
        max(max(expires_at)) over (
            partition by company_id, customer_id
            order by moment_at
        ) as attempt_expires_at
    from timeline
    group by company_id, customer_id, moment_at

),

final as (

    select
        moments.company_id,
        moments.customer_id,
        moments.moment_at,
        coalesce(order_states.kept_order_count, 0) as kept_order_count,
        order_states.abandoned_at,
        order_states.any_order_abandoned_at,
        order_states.refunded_at,
        order_states.refund_expires_at,
        attempt_states.attempt_expires_at,
        coalesce(tier_spans.is_top_tier, 0) = 1 as is_top_tier
    from moments
    inner join attempt_states
        on
            moments.company_id = attempt_states.company_id
            and moments.customer_id = attempt_states.customer_id
            and moments.moment_at = attempt_states.moment_at
    left join order_states
        on
            moments.company_id = order_states.company_id
            and moments.customer_id = order_states.customer_id
            and moments.moment_at = order_states.moment_at
    left join tier_spans
        on
            moments.company_id = tier_spans.company_id
            and moments.customer_id = tier_spans.customer_id
            and moments.moment_at >= tier_spans.changed_at
            and (tier_spans.next_changed_at is null or moments.moment_at < tier_spans.next_changed_at)

)

select * from final
