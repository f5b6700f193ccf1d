{#- Days this far from a company's now are mistakes of a source; no calendar is drawn up for them. -#}
{%- set widest_days = 365 * 50 -%}

with companies as (

    select * from {{ ref('dim_companies') }}

),

dated_facts as (

    select
        company_id,
        conversion_date as fact_date
    from {{ ref('fct_conversions') }}
    union all
    select
        company_id,
        touch_date as fact_date
    from {{ ref('fct_touches') }}
    union all
    select
        company_id,
        spend_date as fact_date
    from {{ ref('stg_unioned__spend') }}

),

calendar_bounds as (

    select
        companies.company_id,
        coalesce(extract(year from min(dated_facts.fact_date)), extract(year from companies.as_of_date))
            as first_year,
        coalesce(extract(year from max(dated_facts.fact_date)), extract(year from companies.as_of_date))
            as last_year,
        extract(year from companies.as_of_date) as as_of_year,
        companies.as_of_date
    from companies
    left join dated_facts
        on
            companies.company_id = dated_facts.company_id
            and dated_facts.fact_date
            between cast({{ add_days('companies.as_of_date', -widest_days) }} as date)
            and cast({{ add_days('companies.as_of_date', widest_days) }} as date)
    group by companies.company_id, companies.as_of_date

),

day_numbers as (

    {{ dbt.generate_series(upper_bound=2 * widest_days + 1096) }}

),

calendar_days as (

    select
        calendar_bounds.company_id,
        calendar_bounds.as_of_date,
        cast({{ add_days(
            "cast(calendar_bounds.first_year || '-01-01' as date)", 'day_numbers.generated_number - 1'
        ) }} as date) as date_day
    from calendar_bounds
    inner join day_numbers
        on
            day_numbers.generated_number
            <= 366 * (1 + greatest(calendar_bounds.last_year, calendar_bounds.as_of_year) - calendar_bounds.first_year)
    -- The last year's days only as far as that year goes.
    where
        extract(
            year from {{ add_days(
                "cast(calendar_bounds.first_year || '-01-01' as date)", 'day_numbers.generated_number - 1'
            ) }}
        ) <= greatest(calendar_bounds.last_year, calendar_bounds.as_of_year)

),

final as (

    select
        company_id,
        date_day,
        cast(extract(year from date_day) as integer) as year_number,
        cast(extract(quarter from date_day) as integer) as quarter_number,
        cast(extract(month from date_day) as integer) as month_number,
        case cast(extract(month from date_day) as integer)
            {% for month in ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August',
                'September', 'October', 'November', 'December'] -%}
            when {{ loop.index }} then '{{ month }}'
            {% endfor %}
        end as month_name,
        cast({{ dbt.date_trunc('month', 'date_day') }} as date) as month_start_date,
        cast({{ dbt.date_trunc('week', 'date_day') }} as date) as week_start_date,
        cast(extract(isodow from date_day) as integer) as day_of_week_number,
        case cast(extract(isodow from date_day) as integer)
            {% for day in ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] -%}
            when {{ loop.index }} then '{{ day }}'
            {% endfor %}
        end as day_of_week_name,
        extract(isodow from date_day) >= 6 as is_weekend,
        date_day > as_of_date as is_future
    from calendar_days

)

select * from final
