{#- A touch with the three channels before it: all that chains of orders 1 to 3 are counted from. -#}
{%- set gram -%}
    channel_3_before,
        channel_2_before,
        channel_1_before,
        channel
{%- endset -%}

with conversion_touches as (

    select * from {{ ref('int_conversion_touches') }}

),

null_touches as (

    select * from {{ ref('int_null_touches') }}

),

conversions as (

    select * from {{ ref('int_conversions') }}

),

inside as (

    select
        company_id,
        conversion_type,
        {{ gram }},
        count(*) as occurrences
    from conversion_touches
    where not is_last
    group by
        company_id,
        conversion_type,
        {{ gram }}

),

-- the value leaves a journey with its last touch
last_touches as (

    select
        conversion_touches.*,
        conversions.net_value_reporting
    from conversion_touches
    inner join conversions
        on
            conversion_touches.company_id = conversions.company_id
            and conversion_touches.conversion_id = conversions.conversion_id
    where conversion_touches.is_last

),

leaving as (

    select
        company_id,
        conversion_type,
        {{ gram }},
        count(*) as occurrences,
        coalesce(sum(net_value_reporting), 0) as conversion_value
    from last_touches
    group by
        company_id,
        conversion_type,
        {{ gram }}

),

-- journeys to nowhere belong to no type of conversion
led_nowhere as (

    select
        company_id,
        {{ gram }},
        is_last,
        count(*) as occurrences
    from null_touches
    group by
        company_id,
        {{ gram }},
        is_last

),

final as (

    select
        company_id,
        conversion_type,
        {{ gram }},
        false as is_last,
        occurrences,
        cast(0 as numeric(18, 2)) as conversion_value
    from inside

    union all

    select
        company_id,
        conversion_type,
        {{ gram }},
        true as is_last,
        occurrences,
        cast(conversion_value as numeric(18, 2)) as conversion_value
    from leaving

    union all

    select
        company_id,
        cast(null as {{ dbt.type_string() }}) as conversion_type,
        {{ gram }},
        is_last,
        occurrences,
        cast(0 as numeric(18, 2)) as conversion_value
    from led_nowhere

)

select * from final
