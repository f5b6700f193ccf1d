with companies as (

    select * from {{ ref('int_companies') }}

),

settings as (

    select * from {{ ref('int_company_settings') }}
    where
        setting in ('lookback_days', 'half_life_days', 'position_weights')
        or setting like 'lookback_days.%'

),

conversion_types as (

    {% for conversion_type in ['order', 'lead', 'opportunity_won', 'loyalty_enrolment'] %}
    select '{{ conversion_type }}' as conversion_type
    {{ "union all" if not loop.last }}
    {% endfor %}

),

-- every day on which any of them changes starts a period
starts as (

    select distinct
        company_id,
        valid_from
    from settings

),

periods as (

    select
        starts.company_id,
        conversion_types.conversion_type,
        starts.valid_from,
        lead(starts.valid_from) over (
            partition by starts.company_id, conversion_types.conversion_type
            order by starts.valid_from
        ) as valid_to
    from starts
    inner join companies
        on starts.company_id = companies.company_id
    cross join conversion_types

),

-- a lookback for the conversion type goes before the general one
stated as (

    select
        periods.company_id,
        periods.conversion_type,
        periods.valid_from,
        periods.valid_to,
        coalesce(
            max(
                case
                    when settings.setting = 'lookback_days.' || periods.conversion_type
                        then cast(settings.value as integer)
                end
            ),
            max(case when settings.setting = 'lookback_days' then cast(settings.value as integer) end)
        ) as lookback_days,
        max(case when settings.setting = 'half_life_days' then settings.value end) as half_life_days,
        max(case when settings.setting = 'position_weights' then settings.value end) as position_weights
    from periods
    inner join settings
        on
            periods.company_id = settings.company_id
            and {{ is_valid_on('settings', 'periods.valid_from') }}
    group by
        periods.company_id,
        periods.conversion_type,
        periods.valid_from,
        periods.valid_to

),

final as (

    select
        company_id,
        conversion_type,
        valid_from,
        valid_to,
        lookback_days,
        cast(half_life_days as {{ type_double() }}) as half_life_days,
        cast({{ dbt.split_part('position_weights', "','", 1) }} as {{ type_double() }}) as first_weight,
        cast({{ dbt.split_part('position_weights', "','", 2) }} as {{ type_double() }}) as middle_weight,
        cast({{ dbt.split_part('position_weights', "','", 3) }} as {{ type_double() }}) as last_weight
    from stated

)

select * from final
