with settings as (

    select * from {{ ref('int_company_settings') }}

),

-- lookback_days.<conversion type>.<channel>; the channel may hold dots of its own
final as (

    select
        company_id,
        {{ dbt.split_part('setting', "'.'", 2) }} as conversion_type,
        {{ dbt.replace('setting', "'lookback_days.' || " ~ dbt.split_part('setting', "'.'", 2) ~ " || '.'", "''") }}
            as channel,
        cast(value as integer) as lookback_days,
        valid_from,
        valid_to
    from settings
    where setting like 'lookback_days.%.%'

)

select * from final
