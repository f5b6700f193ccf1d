{#- What the touches of a journey weigh together, for the models that share a journey by weights. -#}
{%- set decayed = time_decay_weight(
    'conversion_touches.touched_at', 'placed.last_touched_at', 'conversions.half_life_days'
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
-- positions grow with time: as many touches as came before an event, so far is the last of them
placed as (

    select
        conversion_touches.conversion_number,
        count(*) as touch_count,
        max(conversion_touches.touched_at) as last_touched_at,
        max(case when conversion_touches.channel != 'direct' then conversion_touches.touch_position end)
            as last_non_direct_position,
        count(case when conversion_touches.touched_at <= conversions.lead_created_at then 1 end) as lead_position,
        count(case when conversion_touches.touched_at <= conversions.opportunity_created_at then 1 end)
            as opportunity_position
    from conversion_touches
    inner join conversions
        on conversion_touches.conversion_number = conversions.conversion_number
    group by conversion_touches.conversion_number

),

weighed as (

    select
        conversion_touches.conversion_number,
        {% if has_markov -%}
        cast(sum({{ whole_weight('removal_effects.relative_effect') }}) as {{ type_double() }}) as removal_effect_sum,
        {% endif -%}
        cast(sum({{ whole_weight(decayed) }}) as {{ type_double() }}) as decayed_sum
    from conversion_touches
    inner join placed
        on conversion_touches.conversion_number = placed.conversion_number
    inner join conversions
        on conversion_touches.conversion_number = conversions.conversion_number
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
        conversions.company_id,
        conversions.conversion_id,
        conversions.conversion_number,
        conversions.half_life_days,
        conversions.first_weight,
        conversions.middle_weight,
        conversions.last_weight,
        conversions.lead_created_at is not null as has_lead,
        conversions.opportunity_created_at is not null as has_opportunity,
        placed.touch_count,
        placed.last_touched_at,
        placed.last_non_direct_position,
        placed.lead_position,
        placed.opportunity_position,
        {{ "weighed.removal_effect_sum," if has_markov }}
        weighed.decayed_sum
    from placed
    inner join weighed
        on placed.conversion_number = weighed.conversion_number
    inner join conversions
        on placed.conversion_number = conversions.conversion_number

)

select * from final
