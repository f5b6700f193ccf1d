with conversions as (

    select * from {{ ref('int_conversions_configured') }}
    where customer_id is not null

),

touches as (

    select * from {{ ref('int_touches_classified') }}
    where customer_id is not null

),

channel_lookbacks as (

    select * from {{ ref('int_channel_lookbacks') }}

),

-- both ends of the lookback count, and so does a touch at the instant of the conversion
touches_before_conversion as (

    select
        conversions.company_id,
        conversions.conversion_id,
        conversions.conversion_type,
        conversions.half_life_days,
        conversions.first_weight,
        conversions.middle_weight,
        conversions.last_weight,
        conversions.lead_created_at,
        conversions.opportunity_created_at,
        touches.touch_id,
        touches.channel,
        touches.campaign_id,
        touches.touched_at
    from conversions
    inner join touches
        on
            conversions.company_id = touches.company_id
            and conversions.customer_id = touches.customer_id
            and conversions.converted_at >= touches.touched_at
    left join channel_lookbacks
        on
            touches.company_id = channel_lookbacks.company_id
            and touches.channel = channel_lookbacks.channel
            and conversions.conversion_type = channel_lookbacks.conversion_type
            and conversions.conversion_date >= channel_lookbacks.valid_from
            and (channel_lookbacks.valid_to is null or conversions.conversion_date < channel_lookbacks.valid_to)
    where
        touches.touched_at >= {{ add_days(
            'conversions.converted_at',
            '-coalesce(channel_lookbacks.lookback_days, conversions.lookback_days)',
        ) }}

),

-- all that the models ask of a journey, from one window: one sort of the touches
final as (

    select
        company_id,
        conversion_id,
        conversion_type,
        touch_id,
        channel,
        campaign_id,
        touched_at,
        half_life_days,
        first_weight,
        middle_weight,
        last_weight,
        lead_created_at is not null as has_lead,
        opportunity_created_at is not null as has_opportunity,
        row_number() over journey as touch_position,
        count(*) over journey as touch_count,
        -- the last touch at or before the event; 0 where the event came before every touch
        count(case when touched_at <= lead_created_at then 1 end) over journey as lead_position,
        count(case when touched_at <= opportunity_created_at then 1 end) over journey as opportunity_position,
        max(touched_at) over journey as last_touched_at,
        count(case when channel != 'direct' then 1 end) over journey as non_direct_count,
        count(case when channel != 'direct' then 1 end) over so_far as non_direct_so_far,
        lag(channel, 1) over journey as channel_1_before,
        lag(channel, 2) over journey as channel_2_before,
        lag(channel, 3) over journey as channel_3_before
    from touches_before_conversion
    window
        journey as (
            partition by company_id, conversion_id
            order by touched_at, {{ binary_order('touch_id') }}
            rows between unbounded preceding and unbounded following
        ),
        so_far as (
            partition by company_id, conversion_id
            order by touched_at, {{ binary_order('touch_id') }}
            rows between unbounded preceding and current row
        )

)

select * from final
