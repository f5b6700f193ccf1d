with companies as (

    select * from {{ ref('stg_landing__companies') }}

),

stated_settings as (

    select * from {{ ref('stg_landing__company_settings') }}

),

default_settings as (

    select * from {{ ref('default_settings') }}

),

-- a default holds until the company's first own value
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
    left join stated_settings
        on
            companies.company_id = stated_settings.company_id
            and default_settings.setting = stated_settings.setting
            and stated_settings.valid_from is null
    where stated_settings.setting is null

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
    from all_settings

)

select * from final
