with loyalty_events as (

    select * from {{ ref('stg_unioned__loyalty_events') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

company_currencies as (

    select * from {{ ref('int_company_currencies') }}

),

whos as (

    select * from {{ ref('int_whos_resolved') }}

),

final as (

    select
        loyalty_events.company_id,
        whos.customer_id,
        loyalty_events.source_system,
        loyalty_events.loyalty_event_id,
        loyalty_events.event_type,
        loyalty_events.loyalty_id,
        -- points are a count, the kind of event gives the sign
        cast(
            abs(coalesce(loyalty_events.points, 0))
            * case loyalty_events.event_type
                when 'points_earned' then 1
                when 'points_spent' then -1
                when 'points_expired' then -1
                else 0
            end as numeric(18, 2)
        ) as points,
        loyalty_events.tier,
        loyalty_events.reward_id,
        loyalty_events.reward_cost,
        loyalty_events.order_id,
        company_currencies.currency,
        loyalty_events.occurred_at
    from loyalty_events
    inner join companies
        on loyalty_events.company_id = companies.company_id
    inner join company_currencies
        on
            loyalty_events.company_id = company_currencies.company_id
            and {{ is_valid_on('company_currencies', local_date('loyalty_events.occurred_at', 'companies.time_zone')) }}
    left join whos
        on loyalty_events.who_key = whos.who_key
    where loyalty_events.occurred_at <= companies.as_of

)

select * from final
