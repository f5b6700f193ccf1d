with conversions as (

    select * from {{ ref('int_conversions') }}

),

touches as (

    select * from {{ ref('int_touches_classified') }}
    where customer_id is not null

),

last_conversions as (

    select
        company_id,
        customer_id,
        max(converted_at) as last_converted_at
    from conversions
    where customer_id is not null
    group by company_id, customer_id

),

-- what a person did after the last conversion has led nowhere yet
final as (

    select
        touches.company_id,
        touches.customer_id,
        touches.touch_id,
        touches.channel,
        touches.touched_at,
        row_number() over journey as touch_position,
        lead(touches.touched_at) over journey is null as is_last,
        lag(touches.channel, 1) over journey as channel_1_before,
        lag(touches.channel, 2) over journey as channel_2_before,
        lag(touches.channel, 3) over journey as channel_3_before
    from touches
    left join last_conversions
        on
            touches.company_id = last_conversions.company_id
            and touches.customer_id = last_conversions.customer_id
    where last_conversions.last_converted_at is null or touches.touched_at > last_conversions.last_converted_at
    window
        journey as (
            partition by touches.company_id, touches.customer_id
            order by touches.touched_at, {{ binary_order('touches.touch_id') }}
        )

)

select * from final
