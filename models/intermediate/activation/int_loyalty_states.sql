with loyalty_events as (

    select * from {{ ref('int_loyalty_events') }}
    where customer_id is not null

),

card_starts as (

    select
        company_id,
        customer_id,
        card_key,
        min(occurred_at) as started_at
    from loyalty_events
    group by company_id, customer_id, card_key

),

-- all cards of a person are one account
moments as (

    select
        company_id,
        customer_id,
        occurred_at as moment_at,
        sum(case when event_type = 'points_earned' then points else 0 end) as earned,
        sum(case when event_type = 'points_spent' then -points else 0 end) as spent,
        sum(case when event_type = 'points_expired' then -points else 0 end) as expired,
        0 as new_cards
    from loyalty_events
    group by company_id, customer_id, occurred_at

    union all

    select
        company_id,
        customer_id,
        started_at as moment_at,
        0 as earned,
        0 as spent,
        0 as expired,
        count(*) as new_cards
    from card_starts
    group by company_id, customer_id, started_at

),

totals as (

    select
        company_id,
        customer_id,
        moment_at,
        {% for total in ['earned', 'spent', 'expired', 'new_cards'] -%}
        sum(sum({{ total }})) over (
            partition by company_id, customer_id
            order by moment_at
        ) as {{ total }}{{ "," if not loop.last }}
        {% endfor %}
    from moments
    group by company_id, customer_id, moment_at

),

-- one tier per card and instant: of several at once the highest
card_tiers as (

    select
        *,
        row_number() over (
            partition by company_id, customer_id, card_key, occurred_at
            order by tier_rank desc nulls last, {{ binary_order('tier') }}
        ) as tier_choice
    from loyalty_events
    where event_type in ('enrolled', 'tier_changed') and tier is not null

),

tier_spans as (

    select
        company_id,
        customer_id,
        card_key,
        tier,
        tier_rank,
        occurred_at as valid_from,
        lead(occurred_at) over (
            partition by company_id, customer_id, card_key
            order by occurred_at
        ) as valid_to
    from card_tiers
    where tier_choice = 1

),

-- the best card decides: a new card at the lowest tier takes nothing away
ranked_tiers as (

    select
        totals.company_id,
        totals.customer_id,
        totals.moment_at,
        tier_spans.tier,
        row_number() over (
            partition by totals.company_id, totals.customer_id, totals.moment_at
            order by
                tier_spans.tier_rank desc nulls last,
                tier_spans.valid_from desc,
                {{ binary_order('tier_spans.tier') }}
        ) as tier_choice
    from totals
    inner join tier_spans
        on
            totals.company_id = tier_spans.company_id
            and totals.customer_id = tier_spans.customer_id
            and totals.moment_at >= tier_spans.valid_from
            and (tier_spans.valid_to is null or totals.moment_at < tier_spans.valid_to)

),

final as (

    select
        totals.company_id,
        totals.customer_id,
        totals.moment_at,
        ranked_tiers.tier,
        cast(totals.earned as numeric(18, 2)) as points_earned,
        cast(totals.spent as numeric(18, 2)) as points_spent,
        cast(totals.expired as numeric(18, 2)) as points_expired,
        cast(totals.earned - totals.spent - totals.expired as numeric(18, 2)) as points_balance,
        cast(totals.new_cards as integer) as card_count
    from totals
    left join ranked_tiers
        on
            totals.company_id = ranked_tiers.company_id
            and totals.customer_id = ranked_tiers.customer_id
            and totals.moment_at = ranked_tiers.moment_at
            and ranked_tiers.tier_choice = 1

)

select * from final
