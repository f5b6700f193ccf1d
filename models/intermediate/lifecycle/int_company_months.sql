with intervals as (

    select * from {{ ref('int_lifecycle_intervals') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

numbers as (

    {{ dbt.generate_series(upper_bound=1200) }}

),

spans as (

    select
        companies.company_id,
        {{ local_date('companies.as_of', 'companies.time_zone') }} as today,
        {{ month_of(local_date('min(intervals.valid_from)', 'companies.time_zone')) }} as first_month
    from companies
    inner join intervals
        on companies.company_id = intervals.company_id
    group by companies.company_id, companies.as_of, companies.time_zone

),

months as (

    select
        spans.company_id,
        spans.today,
        cast({{ dbt.dateadd('month', 'numbers.generated_number - 1', 'spans.first_month') }} as date) as month
    from spans
    cross join numbers

),

-- the running month ends today
final as (

    select
        company_id,
        month,
        least({{ dbt.last_day('month', 'month') }}, today) as last_day
    from months
    where month <= today

)

select * from final
