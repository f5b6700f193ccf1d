-- Only days 50 years and more from now, which are mistakes of a source, are outside.
with fact_days as (

    select
        company_id,
        conversion_date as fact_day
    from {{ ref('fct_conversions') }}
    union
    select
        company_id,
        touch_date as fact_day
    from {{ ref('fct_touches') }}

)

select
    fact_days.company_id,
    fact_days.fact_day
from fact_days
inner join {{ ref('dim_companies') }} as companies
    on fact_days.company_id = companies.company_id
left join {{ ref('dim_dates') }} as dates
    on
        fact_days.company_id = dates.company_id
        and fact_days.fact_day = dates.date_day
where
    dates.date_day is null
    and abs({{ dbt.datediff('companies.as_of_date', 'fact_days.fact_day', 'day') }}) < 365 * 50
