-- Paths hold every conversion with its value, and every person whose last touches led nowhere.
with journeys as (

    select
        company_id,
        sum(conversions) as conversions,
        sum(nulls) as nulls,
        sum(conversion_value) as conversion_value
    from {{ ref('fct_journeys') }}
    group by company_id

),

conversions as (

    select
        company_id,
        count(*) as conversions,
        coalesce(sum(net_value_reporting), 0) as conversion_value
    from {{ ref('fct_conversions') }}
    group by company_id

),

last_conversions as (

    select
        company_id,
        customer_id,
        max(converted_at) as converted_at
    from {{ ref('fct_conversions') }}
    group by company_id, customer_id

),

led_nowhere as (

    select
        touches.company_id,
        count(distinct touches.customer_id) as nulls
    from {{ ref('fct_touches') }} as touches
    left join last_conversions
        on
            touches.company_id = last_conversions.company_id
            and touches.customer_id = last_conversions.customer_id
    where
        touches.customer_id is not null
        and (last_conversions.converted_at is null or touches.touched_at > last_conversions.converted_at)
    group by touches.company_id

)

select
    journeys.company_id,
    journeys.conversions,
    conversions.conversions as expected_conversions,
    journeys.nulls,
    led_nowhere.nulls as expected_nulls
from journeys
full outer join conversions
    on journeys.company_id = conversions.company_id
left join led_nowhere
    on journeys.company_id = led_nowhere.company_id
where
    journeys.conversions != coalesce(conversions.conversions, 0)
    or journeys.conversion_value != coalesce(conversions.conversion_value, 0)
    or journeys.nulls != coalesce(led_nowhere.nulls, 0)
    or (journeys.company_id is null and conversions.conversions > 0)
