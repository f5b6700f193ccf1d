with loyalty_states as (

    select
        *,
        lag(tier_named_at) over account as previous_named_at,
        lag(tier) over account as previous_tier
    from {{ ref('int_loyalty_states') }}
    where tier is not null
    window account as (partition by company_id, customer_id order by moment_at)

),

loyalty_events as (

    select * from {{ ref('stg_unioned__loyalty_events') }}
    where event_type in ('enrolled', 'tier_changed') and tier is not null

),

companies as (

    select * from {{ ref('int_companies') }}

),

rules as (

    select * from {{ ref('int_lifecycle_rules') }}

),

tiers_by_first_event as (

    select
        company_id,
        tier,
        min(occurred_at) as first_at,
        row_number() over (
            partition by company_id
            order by min(occurred_at), {{ binary_order('tier') }}
        ) as place
    from loyalty_events
    group by company_id, tier

),

-- without a stated order of tiers only a single tier can be known to be the top one, and only for
-- as long as no other has been seen: what comes later changes nothing before it
only_tiers as (

    select
        company_id,
        max(case when place = 1 then tier end) as only_tier,
        max(case when place = 2 then first_at end) as only_until
    from tiers_by_first_event
    group by company_id

),

tier_changes as (

    select
        loyalty_states.company_id,
        loyalty_states.customer_id,
        loyalty_states.tier,
        loyalty_states.moment_at as changed_at,
        {{ local_date('loyalty_states.moment_at', 'companies.time_zone') }} as change_date
    from loyalty_states
    inner join companies
        on loyalty_states.company_id = companies.company_id
    where
        loyalty_states.previous_named_at is null
        or loyalty_states.previous_named_at != loyalty_states.tier_named_at
        or loyalty_states.previous_tier != loyalty_states.tier

),

final as (

    select
        tier_changes.company_id,
        tier_changes.customer_id,
        tier_changes.changed_at,
        case
            when
                rules.tiers is null
                and tier_changes.tier = only_tiers.only_tier
                and (only_tiers.only_until is null or tier_changes.changed_at < only_tiers.only_until)
                then 1
            when rules.tiers = tier_changes.tier or rules.tiers like '%,' || tier_changes.tier then 1
            else 0
        end as is_top_tier
    from tier_changes
    inner join rules
        on
            tier_changes.company_id = rules.company_id
            and {{ is_valid_on('rules', 'tier_changes.change_date') }}
    left join only_tiers
        on tier_changes.company_id = only_tiers.company_id

)

select * from final
