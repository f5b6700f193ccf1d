{#- No stated day is older, so no own value is ended by the default of its setting. -#}
{%- set beginning = "cast('0001-01-01' as date)" -%}

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
        coalesce(valid_from, {{ beginning }}) as valid_from,
        case when valid_from is null then 2 else 1 end as preference,
        false as is_default
    from stated_settings

    union all

    select
        companies.company_id,
        default_settings.setting,
        default_settings.value,
        {{ beginning }} as valid_from,
        3 as preference,
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
            order by preference
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
