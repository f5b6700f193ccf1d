-- Whatever its order, a chain converts as often as the journeys that it was counted from.
with chains as (

    select
        company_id,
        conversion_type,
        'markov_order_1' as attribution_model,
        conversion_probability
    from {{ ref('int_markov_order_1') }}

    union

    select
        company_id,
        conversion_type,
        attribution_model,
        conversion_probability
    from {{ ref('int_markov_higher_orders') }}

),

conversions as (

    select
        company_id,
        conversion_type,
        count(*) as conversions
    from {{ ref('fct_conversions') }}
    group by company_id, conversion_type

),

nowhere as (

    select
        company_id,
        sum(nulls) as nulls
    from {{ ref('fct_journeys') }}
    group by company_id

)

select
    chains.company_id,
    chains.conversion_type,
    chains.attribution_model,
    chains.conversion_probability,
    conversions.conversions,
    nowhere.nulls
from chains
inner join conversions
    on
        chains.company_id = conversions.company_id
        and chains.conversion_type = conversions.conversion_type
inner join nowhere
    on chains.company_id = nowhere.company_id
where
    abs(chains.conversion_probability * (conversions.conversions + nowhere.nulls) - conversions.conversions)
    > 1e-9 * conversions.conversions
