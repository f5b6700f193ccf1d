with lookbacks as (

    select * from {{ ref('int_conversion_lookbacks') }}

),

touches as (

    select * from {{ ref('int_touches_classified') }}
    where customer_id is not null

),

-- both ends of the lookback count, and so does a touch at the instant of the conversion
touches_before_conversion as (

    select
        lookbacks.company_id,
        lookbacks.conversion_id,
        touches.touch_id,
        touches.channel,
        touches.campaign_id,
        touches.touched_at
    from lookbacks
    inner join touches
        on
            lookbacks.company_id = touches.company_id
            and lookbacks.customer_id = touches.customer_id
            and lookbacks.converted_at >= touches.touched_at
            and touches.touched_at >= {{ add_days('lookbacks.converted_at', '-lookbacks.lookback_days') }}

),

final as (

    select
        *,
        row_number() over journey as touch_position,
        count(*) over (partition by company_id, conversion_id) as touch_count
    from touches_before_conversion
    window
        journey as (
            partition by company_id, conversion_id
            order by touched_at, {{ binary_order('touch_id') }}
        )

)

select * from final
