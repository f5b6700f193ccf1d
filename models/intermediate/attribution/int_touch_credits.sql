{{ config(materialized='view') }}

{#- Credit of each touch under every model, side by side: arithmetic on its place in the journey. -#}
{%- set decayed = time_decay_weight(
    'conversion_touches.touched_at', 'journeys.last_touched_at', 'journeys.half_life_days'
) -%}
{%- set is_first = 'case when touch_position = 1 then 1 else 0 end' -%}
{%- set is_last = 'case when touch_position = touch_count then 1 else 0 end' -%}
{%- set is_last_non_direct -%}
    case when touch_position = coalesce(last_non_direct_position, touch_count) then 1 else 0 end
{%- endset -%}
{%- set is_lead = 'case when touch_position = lead_position then 1 else 0 end' -%}
{%- set is_opportunity = 'case when touch_position = opportunity_position then 1 else 0 end' -%}
{%- set position_based -%}
    case
            when touch_count = 1 then 1
            when touch_count = 2 and first_weight + last_weight > 0
                then
                    case when touch_position = 1 then first_weight else last_weight end
                    / (first_weight + last_weight)
            when touch_count = 2 then 0.5
            else
                case
                    when touch_position = 1 then first_weight
                    when touch_position = touch_count then last_weight
                    else middle_weight / (touch_count - 2)
                end
                / (first_weight + middle_weight + last_weight)
        end
{%- endset -%}
{%- set credits = {
    'first_touch': 'cast(' ~ is_first ~ ' as ' ~ type_double() ~ ')',
    'last_touch': 'cast(' ~ is_last ~ ' as ' ~ type_double() ~ ')',
    'last_non_direct': 'cast(' ~ is_last_non_direct ~ ' as ' ~ type_double() ~ ')',
    'linear': safe_divide('1', 'touch_count'),
    'position_based': position_based,
    'w_shaped': w_shaped_share(),
    'full_path': full_path_share(),
    'time_decay': decayed ~ ' / (decayed_sum / 4503599627370496)',
    'markov': whole_weight('relative_effect') ~ ' / removal_effect_sum',
    'lead_creation': 'case when has_lead then cast(' ~ is_lead ~ ' as ' ~ type_double() ~ ') end',
    'opportunity_creation':
        'case when has_opportunity then cast(' ~ is_opportunity ~ ' as ' ~ type_double() ~ ') end',
} -%}
{%- set attribution_models = touch_attribution_models() -%}

with conversion_touches as (

    select * from {{ ref('int_conversion_touches') }}

),

journeys as (

    select * from {{ ref('int_conversion_journeys') }}

),

{% if 'markov' in attribution_models -%}
removal_effects as (

    select * from {{ ref('int_markov_order_1') }}

),

{% endif -%}
final as (

    select
        journeys.company_id,
        journeys.conversion_id,
        conversion_touches.touch_id,
        conversion_touches.channel,
        conversion_touches.campaign_id,
        conversion_touches.touched_at,
        {% for attribution_model in attribution_models -%}
        {{ credits[attribution_model] }} as {{ attribution_model }}{{ "," if not loop.last }}
        {% endfor %}
    from conversion_touches
    inner join journeys
        on conversion_touches.conversion_number = journeys.conversion_number
    {% if 'markov' in attribution_models -%}
    inner join removal_effects
        on
            conversion_touches.company_id = removal_effects.company_id
            and conversion_touches.conversion_type = removal_effects.conversion_type
            and conversion_touches.channel = removal_effects.channel
    {% endif %}
)

select * from final
