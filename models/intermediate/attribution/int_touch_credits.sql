{#-
    Credit of each touch under every model, side by side. The shares of w_shaped and full_path: key
    touches keep their weights, the others share the rest, and what is missing is made up in proportion.
-#}
{%- set half_lives_before_last -%}
    {{ seconds_between('touched_at', 'last_touched_at') }} / 86400 / half_life_days
{%- endset -%}
with conversion_touches as (

    select * from {{ ref('int_conversion_touches') }}

),

removal_effects as (

    select * from {{ ref('int_markov_order_1') }}

),

strongest_channels as (

    select
        company_id,
        conversion_type,
        max(removal_effect) as removal_effect
    from removal_effects
    group by company_id, conversion_type

),

weighted as (

    select
        conversion_touches.company_id,
        conversion_touches.conversion_id,
        conversion_touches.touch_id,
        conversion_touches.channel,
        conversion_touches.campaign_id,
        conversion_touches.touched_at,
        conversion_touches.touch_position,
        conversion_touches.touch_count,
        conversion_touches.first_weight,
        conversion_touches.middle_weight,
        conversion_touches.last_weight,
        conversion_touches.has_lead,
        conversion_touches.has_opportunity,
        conversion_touches.touch_position = 1 as is_first,
        conversion_touches.touch_position = conversion_touches.touch_count as is_last,
        conversion_touches.touch_position = conversion_touches.lead_position as is_lead,
        conversion_touches.touch_position = conversion_touches.opportunity_position as is_opportunity,
        conversion_touches.lead_position,
        conversion_touches.opportunity_position,
        case
            when conversion_touches.non_direct_count = 0
                then conversion_touches.touch_position = conversion_touches.touch_count
            else
                conversion_touches.channel != 'direct'
                and conversion_touches.non_direct_so_far = conversion_touches.non_direct_count
        end as is_last_non_direct,
        -- beyond a thousand half-lives there is nothing left to tell apart, and doubles end
        power(cast(2 as {{ type_double() }}), -least({{ half_lives_before_last }}, 1000)) as decayed,
        removal_effects.removal_effect / strongest_channels.removal_effect as removal_effect
    from conversion_touches
    inner join removal_effects
        on
            conversion_touches.company_id = removal_effects.company_id
            and conversion_touches.conversion_type = removal_effects.conversion_type
            and conversion_touches.channel = removal_effects.channel
    inner join strongest_channels
        on
            conversion_touches.company_id = strongest_channels.company_id
            and conversion_touches.conversion_type = strongest_channels.conversion_type

),

-- what a journey's touches weigh together, and how many of them are key touches
summed as (

    select
        *,
        cast(sum({{ whole_weight('decayed') }}) over journey as {{ type_double() }}) as decayed_sum,
        cast(sum({{ whole_weight('removal_effect') }}) over journey as {{ type_double() }}) as removal_effect_sum,
        case when lead_position > 0 then 1 else 0 end + case when opportunity_position > 0 then 1 else 0 end
            as crm_keys,
        case when is_lead then 1 else 0 end + case when is_opportunity then 1 else 0 end as crm_keys_here,
        case when is_first then 1 else 0 end as first_here,
        case when is_last then 1 else 0 end as last_here,
        touch_count
        - 1
        - case when lead_position > 1 then 1 else 0 end
        - case when opportunity_position > 1 and opportunity_position != lead_position then 1 else 0 end
            as other_than_w_keys
    from weighted
    window journey as (partition by company_id, conversion_id)

),

counted as (

    select
        *,
        other_than_w_keys
        - case
            when touch_count > 1 and touch_count != lead_position and touch_count != opportunity_position then 1
            else 0
        end as other_than_path_keys
    from summed

),

final as (

    select
        company_id,
        conversion_id,
        touch_id,
        channel,
        campaign_id,
        touched_at,
        cast(first_here as {{ type_double() }}) as first_touch,
        cast(last_here as {{ type_double() }}) as last_touch,
        cast(case when is_last_non_direct then 1 else 0 end as {{ type_double() }}) as last_non_direct,
        {{ safe_divide('1', 'touch_count') }} as linear,
        case
            when touch_count = 1 then 1
            when touch_count = 2 and first_weight + last_weight > 0
                then
                    case when is_first then first_weight else last_weight end / (first_weight + last_weight)
            when touch_count = 2 then 0.5
            else
                case
                    when is_first then first_weight
                    when is_last then last_weight
                    else middle_weight / (touch_count - 2)
                end
                / (first_weight + middle_weight + last_weight)
        end as position_based,
        {{ safe_divide(
            "30 * (first_here + crm_keys_here)"
            ~ " + case when first_here + crm_keys_here = 0"
            ~ " then cast(10 as " ~ type_double() ~ ") / other_than_w_keys else 0 end",
            "30 * (1 + crm_keys) + case when other_than_w_keys > 0 then 10 else 0 end",
        ) }} as w_shaped,
        {{ safe_divide(
            "225 * (first_here + last_here + crm_keys_here)"
            ~ " + case when first_here + last_here + crm_keys_here = 0"
            ~ " then cast(100 as " ~ type_double() ~ ") / other_than_path_keys else 0 end",
            "225 * (2 + crm_keys) + case when other_than_path_keys > 0 then 100 else 0 end",
        ) }} as full_path,
        decayed / (decayed_sum / 4503599627370496) as time_decay,
        {{ whole_weight('removal_effect') }} / removal_effect_sum as markov,
        case when has_lead then cast(case when is_lead then 1 else 0 end as {{ type_double() }}) end as lead_creation,
        case when has_opportunity then cast(case when is_opportunity then 1 else 0 end as {{ type_double() }}) end
            as opportunity_creation
    from counted

)

select * from final
