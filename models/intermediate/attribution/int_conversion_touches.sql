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
        conversions.conversion_number,
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
            and {{ is_valid_on('channel_lookbacks', 'conversions.conversion_date') }}
    where
        touches.touched_at >= {{ add_days(
            'conversions.converted_at',
            '-coalesce(channel_lookbacks.lookback_days, conversions.lookback_days)',
        ) }}

),

-- the one sort of the touches: it carries nothing that the conversion's number brings back
placed as (

    select
        conversion_number,
        touch_id,
        channel,
        campaign_id,
        touched_at,
        row_number() over journey as touch_position,
        lead(touched_at) over journey is null as is_last,
        lag(channel, 1) over journey as channel_1_before,
        lag(channel, 2) over journey as channel_2_before,
        lag(channel, 3) over journey as channel_3_before
    from touches_before_conversion
    window
        journey as (
            partition by conversion_number
            order by touched_at, {{ binary_order('touch_id') }}
        )

),

final as (

    select
        conversions.company_id,
        conversions.conversion_id,
        conversions.conversion_type,
        placed.conversion_number,
        placed.touch_id,
        placed.channel,
        placed.campaign_id,
        placed.touched_at,
        placed.touch_position,
        placed.is_last,
        placed.channel_1_before,
        placed.channel_2_before,
        placed.channel_3_before
    from placed
    inner join conversions
        on placed.conversion_number = conversions.conversion_number

)

select * from final
