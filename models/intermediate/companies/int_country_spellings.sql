with countries as (

    select * from {{ ref('countries') }}

),

aliases as (

    select * from {{ ref('country_aliases') }}

),

spellings as (

    select
        {{ ascii_lower('country_code') }} as spelling,
        country_code
    from countries

    union

    select
        {{ ascii_lower('country_name') }} as spelling,
        country_code
    from countries

    union

    select
        {{ ascii_lower('alias') }} as spelling,
        country_code
    from aliases

),

final as (

    select
        spelling,
        min(country_code) as country_code
    from spellings
    group by spelling

)

select * from final
