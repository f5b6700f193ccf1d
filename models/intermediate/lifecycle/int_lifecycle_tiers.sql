with loyalty_events as (

    select * from {{ ref('stg_unioned__loyalty_events') }}
    where event_type = 'tier_changed' and tier is not null

),

companies as (

    select * from {{ ref('int_companies') }}

),

whos as (

    select * from {{ ref('int_whos_resolved') }}

),

rules as (

    select * from {{ ref('int_lifecycle_rules') }}

),

-- without a stated order of tiers only a single tier can be known to be the top one
only_tiers as (

    select
        company_id,
        min({{ binary_order('tier') }}) as only_tier
    from loyalty_events
    group by company_id
    having count(distinct tier) = 1

),

dated as (

    select
        loyalty_events.company_id,
        whos.customer_id,
        loyalty_events.tier,
        loyalty_events.occurred_at as changed_at,
        {{ local_date('loyalty_events.occurred_at', 'companies.time_zone') }} as change_date
    from loyalty_events
    inner join whos
        on loyalty_events.who_key = whos.who_key
    inner join companies
        on loyalty_events.company_id = companies.company_id
    where
        whos.customer_id is not null
        and loyalty_events.occurred_at <= companies.as_of

),

final as (

    select
        dated.company_id,
        dated.customer_id,
        dated.changed_at,
        max(
            case
                when rules.tiers is null and dated.tier = only_tiers.only_tier then 1
                when rules.tiers = dated.tier or rules.tiers like '%,' || dated.tier then 1
                else 0
            end
        ) as is_top_tier
    from dated
    inner join rules
        on
            dated.company_id = rules.company_id
            and dated.change_date >= rules.valid_from
            and (rules.valid_to is null or dated.change_date < rules.valid_to)
    left join only_tiers
        on dated.company_id = only_tiers.company_id
    group by dated.company_id, dated.customer_id, dated.changed_at

)

select * from final
