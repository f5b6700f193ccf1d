-- Whole years, every day of them once, and the company's now among them.
with calendars as (

    select
        company_id,
        count(*) as day_count,
        min(date_day) as first_day,
        max(date_day) as last_day
    from {{ ref('dim_dates') }}
    group by company_id

)

select
    companies.company_id,
    companies.as_of_date,
    calendars.day_count,
    calendars.first_day,
    calendars.last_day
from {{ ref('dim_companies') }} as companies
left join calendars
    on companies.company_id = calendars.company_id
where
    calendars.day_count is null
    or cast({{ add_days('calendars.first_day', 'calendars.day_count - 1') }} as date) != calendars.last_day
    or companies.as_of_date not between calendars.first_day and calendars.last_day
    or extract(month from calendars.first_day) != 1
    or extract(month from calendars.last_day) != 12
