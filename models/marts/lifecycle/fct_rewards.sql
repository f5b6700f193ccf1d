with reward_events as (

    select
        *,
        coalesce(reward_id, loyalty_event_id) as reward_key
    from {{ ref('int_loyalty_events') }}
    where event_type in ('reward_issued', 'reward_redeemed', 'reward_expired')

),

order_lines as (

    select * from {{ ref('stg_unioned__order_lines') }}

),

issues as (

    select
        *,
        row_number() over (
            partition by company_id, source_system, reward_key
            order by occurred_at, {{ binary_order('loyalty_event_id') }}
        ) as event_rank
    from reward_events
    where event_type = 'reward_issued'

),

-- the first use after the issue counts; a reward whose issue was never sent is still a cost
uses as (

    select
        reward_events.*,
        row_number() over (
            partition by reward_events.company_id, reward_events.source_system, reward_events.reward_key
            order by reward_events.occurred_at, {{ binary_order('reward_events.loyalty_event_id') }}
        ) as event_rank
    from reward_events
    left join issues
        on
            reward_events.company_id = issues.company_id
            and reward_events.source_system = issues.source_system
            and reward_events.reward_key = issues.reward_key
            and issues.event_rank = 1
    where
        reward_events.event_type = 'reward_redeemed'
        and (issues.reward_key is null or reward_events.occurred_at >= issues.occurred_at)

),

-- of some rewards only the end is told: whose they were stands there
rewards as (

    select
        company_id,
        source_system,
        reward_key,
        min({{ binary_order('currency') }}) as currency,
        min(case when event_type = 'reward_expired' then {{ binary_order('customer_id') }} end) as expired_customer_id,
        min(case when event_type = 'reward_expired' then occurred_at end) as expired_at,
        sum(case when event_type = 'reward_redeemed' then 1 else 0 end) as use_count
    from reward_events
    group by company_id, source_system, reward_key

),

-- what an order holds for nothing is what the reward was spent on
order_gifts as (

    select
        company_id,
        source_system,
        order_id,
        min(case when line_value = 0 then product_id end) as product_id,
        count(distinct case when line_value = 0 then product_id end) as product_count,
        count(*) over (partition by company_id, order_id) as same_id_count
    from order_lines
    group by company_id, source_system, order_id

),

final as (

    select
        rewards.company_id,
        rewards.source_system,
        rewards.reward_key as reward_id,
        coalesce(uses.customer_id, issues.customer_id, rewards.expired_customer_id) as customer_id,
        case
            when uses.reward_key is not null then 'redeemed'
            when rewards.expired_at is not null then 'expired'
            else 'open'
        end as status,
        cast(coalesce(uses.reward_cost, issues.reward_cost) as numeric(18, 2)) as cost,
        -- the company's of the day on which the cost was told
        coalesce(case when uses.reward_cost is not null then uses.currency end, issues.currency, rewards.currency)
            as currency,
        uses.order_id,
        order_gifts.product_id,
        cast(rewards.use_count - case when uses.reward_key is not null then 1 else 0 end as integer)
            as refused_uses,
        issues.occurred_at as issued_at,
        uses.occurred_at as redeemed_at,
        case when uses.reward_key is null then rewards.expired_at end as expired_at
    from rewards
    left join issues
        on
            rewards.company_id = issues.company_id
            and rewards.source_system = issues.source_system
            and rewards.reward_key = issues.reward_key
            and issues.event_rank = 1
    left join uses
        on
            rewards.company_id = uses.company_id
            and rewards.source_system = uses.source_system
            and rewards.reward_key = uses.reward_key
            and uses.event_rank = 1
    -- another system's order only where no two share the id
    left join order_gifts
        on
            uses.company_id = order_gifts.company_id
            and uses.order_id = order_gifts.order_id
            and (uses.source_system = order_gifts.source_system or order_gifts.same_id_count = 1)
            and order_gifts.product_count = 1

)

select * from final
