{#- What the touches of a journey weigh together, for the models that share a journey by weights. -#}
{%- set decayed = time_decay_weight(
    'conversion_touches.touched_at', 'journeys.last_touched_at', 'journeys.half_life_days'
) -%}
{%- set has_markov = 'markov' in touch_attribution_models() -%}

with conversions as (

    select * from {{ ref('int_conversions_configured') }}

),

conversion_touches as (

    select * from {{ ref('int_conversion_touches') }}

),

{% if has_markov -%}
removal_effects as (

    select * from {{ ref('int_markov_order_1') }}

),

{% endif -%}
counted as (

    select
        conversion_number,
        count(*) as touch_count,
        max(touched_at) as last_touched_at,
        max(case when channel != 'direct' then touch_position end) as last_non_direct_position
    from conversion_touches
    group by conversion_number

),

journeys as (

    select
        conversions.*,
        counted.touch_count,
        counted.last_touched_at,
        counted.last_non_direct_position
    from counted
    inner join conversions
        on counted.conversion_number = conversions.conversion_number

),

-- positions grow with time: as many touches as came before an event, so far is the last of them
weighed as (

    select
        conversion_touches.conversion_number,
        count(case when conversion_touches.touched_at <= journeys.lead_created_at then 1 end) as lead_position,
        count(case when conversion_touches.touched_at <= journeys.opportunity_created_at then 1 end)
            as opportunity_position,
        {% if has_markov -%}
        cast(sum({{ whole_weight('removal_effects.relative_effect') }}) as {{ type_double() }}) as removal_effect_sum,
        {% endif -%}
        cast(sum({{ whole_weight(decayed) }}) as {{ type_double() }}) as decayed_sum
    from conversion_touches
    inner join journeys
        on conversion_touches.conversion_number = journeys.conversion_number
    {% if has_markov -%}
    inner join removal_effects
        on
            conversion_touches.company_id = removal_effects.company_id
            and conversion_touches.conversion_type = removal_effects.conversion_type
            and conversion_touches.channel = removal_effects.channel
    {% endif -%}
    group by conversion_touches.conversion_number

),

final as (

    select
        journeys.company_id,
        journeys.conversion_id,
        journeys.conversion_number,
        journeys.half_life_days,
        journeys.first_weight,
        journeys.middle_weight,
        journeys.last_weight,
        journeys.lead_created_at is not null as has_lead,
        journeys.opportunity_created_at is not null as has_opportunity,
        journeys.touch_count,
        journeys.last_touched_at,
        journeys.last_non_direct_position,
        weighed.lead_position,
        weighed.opportunity_position,
        {{ "weighed.removal_effect_sum," if has_markov }}
        weighed.decayed_sum
    from journeys
    inner join weighed
        on journeys.conversion_number = weighed.conversion_number

)

select * from final
