with conversion_touches as (

    select * from {{ ref('int_conversion_touches') }}

),

conversions as (

    select * from {{ ref('int_conversions') }}

),

-- each channel of a journey once
channels_of_journeys as (

    select
        company_id,
        conversion_type,
        conversion_id,
        channel
    from conversion_touches
    group by
        company_id,
        conversion_type,
        conversion_id,
        channel

),

counted as (

    select
        channels_of_journeys.company_id,
        channels_of_journeys.conversion_type,
        channels_of_journeys.channel,
        conversions.net_value_reporting,
        count(*) over (
            partition by channels_of_journeys.company_id, channels_of_journeys.conversion_id
        ) as channel_count
    from channels_of_journeys
    inner join conversions
        on
            channels_of_journeys.company_id = conversions.company_id
            and channels_of_journeys.conversion_id = conversions.conversion_id

),

-- journeys of as many channels share alike: their sums are exact, and few are left to divide
final as (

    select
        company_id,
        conversion_type,
        channel,
        channel_count,
        count(*) as conversions,
        cast(coalesce(sum(net_value_reporting), 0) as numeric(18, 2)) as conversion_value
    from counted
    group by
        company_id,
        conversion_type,
        channel,
        channel_count

)

select * from final
