with companies as (

    select * from {{ ref('stg_landing__companies') }}

),

stated_settings as (

    select * from {{ ref('stg_landing__company_settings') }}

),

default_settings as (

    select * from {{ ref('default_settings') }}

),

all_settings as (

    select
        company_id,
        setting,
        value,
        coalesce(valid_from, cast('1900-01-01' as date)) as valid_from,
        false as is_default
    from stated_settings

    union all

    select
        companies.company_id,
        default_settings.setting,
        default_settings.value,
        cast('1900-01-01' as date) as valid_from,
        true as is_default
    from companies
    cross join default_settings

),

-- an own value from the beginning takes the default's place; a dated one only ends it
ranked as (

    select
        *,
        row_number() over (
            partition by company_id, setting, valid_from
            order by is_default
        ) as preference_rank
    from all_settings

),

final as (

    select
        company_id,
        setting,
        value,
        is_default,
        valid_from,
        lead(valid_from) over (
            partition by company_id, setting
            order by valid_from
        ) as valid_to
    from ranked
    where preference_rank = 1

)

select * from final
