with conversions as (

    select * from {{ ref('int_conversions') }}

),

settings as (

    select * from {{ ref('int_attribution_settings') }}

),

key_events as (

    select * from {{ ref('int_crm_key_events') }}

),

-- settings as of the conversion's day; an event after the conversion had no part in it
final as (

    select
        conversions.company_id,
        conversions.conversion_id,
        -- stands for the two before it where ten touches of each are sorted
        row_number() over (
            order by
                {{ binary_order('conversions.company_id') }},
                {{ binary_order('conversions.conversion_id') }}
        ) as conversion_number,
        conversions.conversion_type,
        conversions.customer_id,
        conversions.converted_at,
        conversions.conversion_date,
        settings.lookback_days,
        settings.half_life_days,
        settings.first_weight,
        settings.middle_weight,
        settings.last_weight,
        case when key_events.lead_created_at <= conversions.converted_at then key_events.lead_created_at end
            as lead_created_at,
        case
            when key_events.opportunity_created_at <= conversions.converted_at
                then key_events.opportunity_created_at
        end as opportunity_created_at
    from conversions
    inner join settings
        on
            conversions.company_id = settings.company_id
            and conversions.conversion_type = settings.conversion_type
            and {{ is_valid_on('settings', 'conversions.conversion_date') }}
    left join key_events
        on
            conversions.company_id = key_events.company_id
            and conversions.customer_id = key_events.customer_id

)

select * from final
