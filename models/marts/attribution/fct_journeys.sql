{#- A channel's own > is not that between two channels. -#}
{%- set channel_in_path = "replace(channel, '>', '-')" -%}

with conversions as (

    select * from {{ ref('int_conversions') }}

),

conversion_touches as (

    select * from {{ ref('int_conversion_touches') }}

),

null_touches as (

    select * from {{ ref('int_null_touches') }}

),

converting_paths as (

    select
        company_id,
        conversion_id,
        {{ string_agg(channel_in_path, ' > ', order_by='touch_position') }} as path,
        count(*) as path_length
    from conversion_touches
    group by company_id, conversion_id

),

null_paths as (

    select
        company_id,
        customer_id,
        {{ string_agg(channel_in_path, ' > ', order_by='touch_position') }} as path,
        count(*) as path_length
    from null_touches
    group by company_id, customer_id

),

journeys as (

    select
        conversions.company_id,
        coalesce(converting_paths.path, '(no touch)') as path,
        coalesce(converting_paths.path_length, 0) as path_length,
        1 as conversions,
        0 as nulls,
        conversions.net_value_reporting as conversion_value
    from conversions
    left join converting_paths
        on
            conversions.company_id = converting_paths.company_id
            and conversions.conversion_id = converting_paths.conversion_id

    union all

    select
        company_id,
        path,
        path_length,
        0 as conversions,
        1 as nulls,
        0 as conversion_value
    from null_paths

),

final as (

    select
        company_id,
        path,
        cast(path_length as bigint) as path_length,
        cast(sum(conversions) as bigint) as conversions,
        cast(sum(nulls) as bigint) as nulls,
        cast(coalesce(sum(conversion_value), 0) as numeric(18, 2)) as conversion_value
    from journeys
    group by company_id, path, path_length

)

select * from final
