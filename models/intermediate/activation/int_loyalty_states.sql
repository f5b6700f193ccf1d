with loyalty_events as (

    select * from {{ ref('int_loyalty_events') }}
    where customer_id is not null

),

companies as (

    select * from {{ ref('int_companies') }}

),

tier_lists as (

    select * from {{ ref('int_company_settings') }}
    where setting = 'tiers'

),

heard_cards as (

    select
        *,
        coalesce(
            max(case when loyalty_id is not null then occurred_at end) over (
                partition by company_id, customer_id
                order by occurred_at
            ),
            min(case when loyalty_id is not null then occurred_at end) over (partition by company_id, customer_id)
        ) as heard_at
    from loyalty_events

),

-- an event without a number is of the card last heard of, or else of the first one heard of later; who
-- has no numbers at all has one card
events_of_cards as (

    select
        *,
        coalesce(
            loyalty_id,
            first_value(loyalty_id) over (
                partition by company_id, customer_id, heard_at
                order by {{ binary_order('loyalty_id') }} asc nulls last
            ),
            ''
        ) as card_key
    from heard_cards

),

card_starts as (

    select
        company_id,
        customer_id,
        card_key,
        min(occurred_at) as started_at
    from events_of_cards
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

tiers_of_cards as (

    select distinct
        company_id,
        customer_id,
        card_key,
        tier,
        occurred_at
    from events_of_cards
    where event_type in ('enrolled', 'tier_changed') and tier is not null

),

-- what is named at an instant holds until the next instant that names anything
instants_of_cards as (

    select
        company_id,
        customer_id,
        card_key,
        occurred_at,
        lead(occurred_at) over (
            partition by company_id, customer_id, card_key
            order by occurred_at
        ) as replaced_at
    from tiers_of_cards
    group by company_id, customer_id, card_key, occurred_at

),

tier_spans as (

    select
        tiers_of_cards.company_id,
        tiers_of_cards.customer_id,
        tiers_of_cards.tier,
        tiers_of_cards.occurred_at,
        instants_of_cards.replaced_at
    from tiers_of_cards
    inner join instants_of_cards
        on
            tiers_of_cards.company_id = instants_of_cards.company_id
            and tiers_of_cards.customer_id = instants_of_cards.customer_id
            and tiers_of_cards.card_key = instants_of_cards.card_key
            and tiers_of_cards.occurred_at = instants_of_cards.occurred_at

),

-- the list of tiers as it stands on the day, lowest first
days_lists as (

    select
        totals.company_id,
        totals.customer_id,
        totals.moment_at,
        tier_lists.value as tiers
    from totals
    inner join companies
        on totals.company_id = companies.company_id
    left join tier_lists
        on
            totals.company_id = tier_lists.company_id
            and {{ local_date('totals.moment_at', 'companies.time_zone') }} >= tier_lists.valid_from
            and (
                tier_lists.valid_to is null
                or {{ local_date('totals.moment_at', 'companies.time_zone') }} < tier_lists.valid_to
            )

),

-- the best card decides: a new card at the lowest tier takes nothing away
ranked_tiers as (

    select
        days_lists.company_id,
        days_lists.customer_id,
        days_lists.moment_at,
        tier_spans.tier,
        tier_spans.occurred_at as tier_named_at,
        row_number() over (
            partition by days_lists.company_id, days_lists.customer_id, days_lists.moment_at
            order by
                {{ dbt.position("',' || tier_spans.tier || ','", "',' || days_lists.tiers || ','") }} desc nulls last,
                tier_spans.occurred_at desc,
                {{ binary_order('tier_spans.tier') }}
        ) as tier_choice
    from days_lists
    inner join tier_spans
        on
            days_lists.company_id = tier_spans.company_id
            and days_lists.customer_id = tier_spans.customer_id
            and days_lists.moment_at >= tier_spans.occurred_at
            and (tier_spans.replaced_at is null or days_lists.moment_at < tier_spans.replaced_at)

),

final as (

    select
        totals.company_id,
        totals.customer_id,
        totals.moment_at,
        ranked_tiers.tier,
        ranked_tiers.tier_named_at,
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
