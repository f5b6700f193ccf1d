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

-- without a stated order of tiers only a single tier can be known to be the top one
only_tiers as (

    select
        company_id,
        min({{ binary_order('tier') }}) as only_tier
    from loyalty_events
    group by company_id
    having count(distinct tier) = 1

),

final as (

    select
        loyalty_events.company_id,
        whos.customer_id,
        loyalty_events.occurred_at as changed_at,
        max(
            case
                when
                    companies.tiers is null
                    and loyalty_events.tier = only_tiers.only_tier
                    then 1
                when
                    companies.tiers = loyalty_events.tier
                    or companies.tiers like '%,' || loyalty_events.tier
                    then 1
                else 0
            end
        ) as is_top_tier
    from loyalty_events
    inner join whos
        on loyalty_events.who_key = whos.who_key
    inner join companies
        on loyalty_events.company_id = companies.company_id
    left join only_tiers
        on loyalty_events.company_id = only_tiers.company_id
    where loyalty_events.occurred_at <= companies.as_of
    group by loyalty_events.company_id, whos.customer_id, loyalty_events.occurred_at

)

select * from final
