{#-
    Steps of the journeys between channels. Start has no channel before it, an outcome none after it;
    a conversion without a touch is the step from the start to the outcome.
-#}

with grams as (

    select * from {{ ref('int_channel_grams') }}

),

conversions as (

    select * from {{ ref('int_conversions') }}

),

conversion_touches as (

    select * from {{ ref('int_conversion_touches') }}

),

untouched_conversions as (

    select
        conversions.company_id,
        conversions.conversion_type,
        count(*) as transitions,
        coalesce(sum(conversions.net_value_reporting), 0) as conversion_value
    from conversions
    left join conversion_touches
        on
            conversions.company_id = conversion_touches.company_id
            and conversions.conversion_id = conversion_touches.conversion_id
            and conversion_touches.touch_position = 1
    where conversion_touches.conversion_id is null
    group by conversions.company_id, conversions.conversion_type

),

steps as (

    -- two equal channels in a row are one state
    select
        company_id,
        conversion_type,
        channel_1_before as from_channel,
        channel as to_channel,
        cast(null as {{ dbt.type_string() }}) as outcome,
        occurrences as transitions,
        cast(0 as numeric(18, 2)) as conversion_value
    from grams
    where channel_1_before is null or channel_1_before != channel

    union all

    select
        company_id,
        conversion_type,
        channel as from_channel,
        cast(null as {{ dbt.type_string() }}) as to_channel,
        case when conversion_type is null then 'null' else 'conversion' end as outcome,
        occurrences as transitions,
        conversion_value
    from grams
    where is_last

    union all

    select
        company_id,
        conversion_type,
        cast(null as {{ dbt.type_string() }}) as from_channel,
        cast(null as {{ dbt.type_string() }}) as to_channel,
        'conversion' as outcome,
        transitions,
        conversion_value
    from untouched_conversions

),

final as (

    select
        company_id,
        conversion_type,
        from_channel,
        to_channel,
        outcome,
        cast(sum(transitions) as bigint) as transitions,
        cast(sum(conversion_value) as numeric(18, 2)) as conversion_value
    from steps
    group by
        company_id,
        conversion_type,
        from_channel,
        to_channel,
        outcome

)

select * from final
