with conversions as (

    select * from {{ ref('int_conversions') }}

),

settings as (

    select * from {{ ref('int_company_settings') }}

),

-- the setting valid on the conversion's day decides; one for its type goes before the general one
final as (

    select
        conversions.company_id,
        conversions.conversion_id,
        conversions.customer_id,
        conversions.converted_at,
        coalesce(
            max(
                case
                    when settings.setting = 'lookback_days.' || conversions.conversion_type
                        then cast(settings.value as integer)
                end
            ),
            max(case when settings.setting = 'lookback_days' then cast(settings.value as integer) end)
        ) as lookback_days
    from conversions
    inner join settings
        on
            conversions.company_id = settings.company_id
            and settings.setting in ('lookback_days', 'lookback_days.' || conversions.conversion_type)
            and conversions.conversion_date >= settings.valid_from
            and (settings.valid_to is null or conversions.conversion_date < settings.valid_to)
    group by
        conversions.company_id,
        conversions.conversion_id,
        conversions.customer_id,
        conversions.converted_at

)

select * from final
