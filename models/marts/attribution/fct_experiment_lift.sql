{#- Bounds of a rate by Wilson, of a difference by Newcombe. -#}

with members as (

    select * from {{ ref('int_experiment_members') }}

),

credits as (

    select * from {{ ref('fct_attribution_touches') }}
    where attribution_model = 'linear' and conversion_type = 'order' and campaign_id is not null

),

companies as (

    select * from {{ ref('int_companies') }}

),

groups as (

    select
        company_id,
        campaign_id,
        cast(sum(case when is_control then 0 else 1 end) as bigint) as treated,
        cast(sum(case when is_control then 1 else 0 end) as bigint) as control,
        cast(sum(case when not is_control and conversions > 0 then 1 else 0 end) as bigint) as treated_converted,
        cast(sum(case when is_control and conversions > 0 then 1 else 0 end) as bigint) as control_converted,
        sum(case when is_control then 0 else conversion_value end) as treated_value,
        sum(case when is_control then conversion_value else 0 end) as control_value
    from members
    group by company_id, campaign_id

),

rates as (

    select
        *,
        {{ safe_divide('treated_converted', 'treated') }} as treated_rate,
        {{ safe_divide('control_converted', 'control') }} as control_rate,
        nullif(cast(treated as {{ type_double() }}), 0) as treated_size,
        nullif(cast(control as {{ type_double() }}), 0) as control_size
    from groups

),

bounds as (

    select
        *,
        treated_rate - control_rate as lift,
        {{ wilson_bound('treated_rate', 'treated_size', '-') }} as treated_low,
        {{ wilson_bound('treated_rate', 'treated_size', '+') }} as treated_high,
        {{ wilson_bound('control_rate', 'control_size', '-') }} as control_low,
        {{ wilson_bound('control_rate', 'control_size', '+') }} as control_high
    from rates

),

intervals as (

    select
        *,
        lift - sqrt(
            (treated_rate - treated_low) * (treated_rate - treated_low)
            + (control_high - control_rate) * (control_high - control_rate)
        ) as lift_low,
        lift + sqrt(
            (treated_high - treated_rate) * (treated_high - treated_rate)
            + (control_rate - control_low) * (control_rate - control_low)
        ) as lift_high
    from bounds

),

credited as (

    select
        company_id,
        campaign_id,
        sum(count_credit order by {{ binary_order('attribution_touch_id') }}) as attributed_conversions
    from credits
    group by company_id, campaign_id

),

final as (

    select
        intervals.company_id,
        intervals.campaign_id,
        intervals.treated + intervals.control as eligible,
        intervals.treated,
        intervals.control,
        intervals.treated_converted,
        intervals.control_converted,
        intervals.treated_rate,
        intervals.control_rate,
        intervals.lift,
        intervals.lift_low,
        intervals.lift_high,
        intervals.lift * intervals.treated_size as incremental_conversions,
        intervals.lift_low * intervals.treated_size as interval_low,
        intervals.lift_high * intervals.treated_size as interval_high,
        cast(intervals.treated_value as {{ type_double() }})
        - {{ safe_divide('intervals.control_value', 'intervals.control') }} * intervals.treated_size
            as incremental_value,
        companies.currency,
        coalesce(credited.attributed_conversions, 0) as attributed_conversions,
        intervals.lift_low > 0 as is_lift_proven,
        coalesce(credited.attributed_conversions, 0) > 0 and intervals.lift_low <= 0 as has_credit_without_lift
    from intervals
    inner join companies
        on intervals.company_id = companies.company_id
    left join credited
        on
            intervals.company_id = credited.company_id
            and intervals.campaign_id = credited.campaign_id

)

select * from final
