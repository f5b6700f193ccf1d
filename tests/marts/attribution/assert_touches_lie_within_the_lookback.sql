-- No credit for a touch after its conversion, of another customer, or older than the lookback.
select credits.*
from {{ ref('fct_attribution_touches') }} as credits
inner join {{ ref('int_conversions_configured') }} as lookbacks
    on
        credits.company_id = lookbacks.company_id
        and credits.conversion_id = lookbacks.conversion_id
inner join {{ ref('fct_touches') }} as touches
    on
        credits.company_id = touches.company_id
        and credits.touch_id = touches.touch_id
left join {{ ref('int_channel_lookbacks') }} as channel_lookbacks
    on
        credits.company_id = channel_lookbacks.company_id
        and credits.conversion_type = channel_lookbacks.conversion_type
        and credits.channel = channel_lookbacks.channel
        and credits.conversion_date >= channel_lookbacks.valid_from
        and (channel_lookbacks.valid_to is null or credits.conversion_date < channel_lookbacks.valid_to)
where
    touches.touched_at > credits.converted_at
    or touches.touched_at < {{ add_days(
        'credits.converted_at',
        '-coalesce(channel_lookbacks.lookback_days, lookbacks.lookback_days)',
    ) }}
    or credits.customer_id is null
    or touches.customer_id is null
    or touches.customer_id != credits.customer_id
