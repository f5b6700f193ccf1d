{{ config(materialized='view') }}

{%- set is_kept -%}
    orders.refunded_at is null or refunds.refunded_at < orders.refunded_at
{%- endset %}

with orders as (

    select * from {{ ref('int_lifecycle_orders') }}

),

rules as (

    select * from {{ ref('int_lifecycle_rules') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

refunds as (

    select
        orders.*,
        {{ local_date('orders.refunded_at', 'companies.time_zone') }} as refund_date
    from orders
    inner join companies
        on orders.company_id = companies.company_id
    where orders.refunded_at is not null

),

-- which order is the last one kept once this one is given back, and whose deadline held until then
kept_orders as (

    select
        refunds.company_id,
        refunds.customer_id,
        refunds.refunded_at,
        refunds.refund_date,
        case when {{ is_kept }} then orders.abandoned_at end as abandoned_at,
        case when {{ is_kept }} then orders.abandon_method end as abandon_method,
        case when {{ is_kept }} then orders.advocate_orders end as advocate_orders,
        first_value(orders.abandoned_at) over (
            partition by refunds.company_id, refunds.source_system, refunds.order_id
            order by orders.ordered_at desc, orders.abandoned_at desc
        ) as previous_abandoned_at,
        first_value(orders.abandon_method) over (
            partition by refunds.company_id, refunds.source_system, refunds.order_id
            order by orders.ordered_at desc, orders.abandoned_at desc
        ) as previous_abandon_method,
        row_number() over (
            partition by refunds.company_id, refunds.source_system, refunds.order_id
            order by
                case when {{ is_kept }} then 0 else 1 end asc,
                orders.ordered_at desc,
                orders.abandoned_at desc,
                {{ binary_order('orders.source_system') }} asc,
                {{ binary_order('orders.order_id') }} asc
        ) as recency_rank
    from refunds
    inner join orders
        on
            refunds.company_id = orders.company_id
            and refunds.customer_id = orders.customer_id
            and refunds.refunded_at >= orders.ordered_at
            and (orders.refunded_at is null or refunds.refunded_at <= orders.refunded_at)

),

changes as (

    select
        company_id,
        customer_id,
        ordered_at as changed_at,
        1 as kept_change,
        abandoned_at,
        abandon_method,
        advocate_orders,
        cast(null as timestamp) as previous_abandoned_at,
        cast(null as {{ dbt.type_string() }}) as previous_abandon_method,
        cast(null as timestamp) as refund_expires_at
    from orders

    union all

    select
        kept_orders.company_id,
        kept_orders.customer_id,
        kept_orders.refunded_at as changed_at,
        -1 as kept_change,
        kept_orders.abandoned_at,
        kept_orders.abandon_method,
        kept_orders.advocate_orders,
        kept_orders.previous_abandoned_at,
        kept_orders.previous_abandon_method,
        {{ add_days('kept_orders.refunded_at', 'rules.attempt_expiry_days') }} as refund_expires_at
    from kept_orders
    inner join rules
        on
            kept_orders.company_id = rules.company_id
            and {{ is_valid_on('rules', 'kept_orders.refund_date') }}
    where kept_orders.recency_rank = 1

),

-- one order of rows for all: an order comes before a refund of the same instant
followed as (

    select
        company_id,
        customer_id,
        changed_at,
        abandoned_at,
        abandon_method,
        advocate_orders,
        previous_abandon_method,
        refund_expires_at,
        sum(kept_change) over (
            partition by company_id, customer_id
            order by changed_at asc, kept_change desc, abandoned_at asc
            rows between unbounded preceding and current row
        ) as kept_order_count,
        max(case when kept_change = 1 then changed_at end) over (
            partition by company_id, customer_id
            order by changed_at asc, kept_change desc, abandoned_at asc
            rows between unbounded preceding and current row
        ) as last_ordered_at,
        -- the last refund before which, or by which, the deadline had passed
        max(
            case
                when kept_change = -1 and (previous_abandoned_at <= changed_at or abandoned_at <= changed_at)
                    then changed_at
            end
        ) over (
            partition by company_id, customer_id
            order by changed_at asc, kept_change desc, abandoned_at asc
            rows between unbounded preceding and current row
        ) as last_gone_refund_at,
        lead(changed_at) over (
            partition by company_id, customer_id
            order by changed_at asc, kept_change desc, abandoned_at asc
        ) as next_changed_at
    from changes

),

-- of several changes in one instant the last one holds; who is gone comes back by an order, never by
-- a refund, though the order still kept may have a later deadline
settled as (

    select
        *,
        case
            when kept_order_count > 0 and (abandoned_at <= changed_at or last_gone_refund_at >= last_ordered_at)
                then 'gone'
            when kept_order_count > 0 and kept_order_count >= advocate_orders then 'loyal'
            when kept_order_count > 0 then 'bought'
            when last_gone_refund_at >= last_ordered_at then 'gone_with_nothing'
            else 'gave_back'
        end as state
    from followed
    where next_changed_at is null or next_changed_at > changed_at

),

final as (

    select
        company_id,
        customer_id,
        changed_at,
        state,
        case
            when state = 'gone' and abandoned_at <= changed_at then abandon_method
            when state in ('gone', 'gone_with_nothing') then previous_abandon_method
        end as abandon_method
    from settled

    union all

    -- nothing came until the silence was too long
    select
        company_id,
        customer_id,
        abandoned_at as changed_at,
        'gone' as state,
        abandon_method
    from settled
    where
        state in ('bought', 'loyal')
        and (next_changed_at is null or abandoned_at < next_changed_at)

    union all

    select
        company_id,
        customer_id,
        refund_expires_at as changed_at,
        'gave_up' as state,
        cast(null as {{ dbt.type_string() }}) as abandon_method
    from settled
    where
        state = 'gave_back'
        and (next_changed_at is null or refund_expires_at < next_changed_at)

)

select * from final
