-- Each customer has one row for every month since first seen, with the stage of the interval then open.
with ends as (

    select
        months.company_id,
        intervals.customer_id,
        months.month,
        intervals.stage
    from {{ ref('int_company_months') }} as months
    inner join {{ ref('int_companies') }} as companies
        on months.company_id = companies.company_id
    inner join {{ ref('fct_lifecycle_intervals') }} as intervals
        on
            months.company_id = intervals.company_id
            and {{ local_date('intervals.valid_from', 'companies.time_zone') }} <= months.last_day
            and (
                intervals.valid_to is null
                or {{ local_date('intervals.valid_to', 'companies.time_zone') }} > months.last_day
            )

)

select
    ends.customer_id,
    customer_months.customer_id as month_customer_id
from ends
full outer join {{ ref('fct_customer_months') }} as customer_months
    on
        ends.company_id = customer_months.company_id
        and ends.customer_id = customer_months.customer_id
        and ends.month = customer_months.month
        and ends.stage = customer_months.stage
where
    ends.customer_id is null
    or customer_months.customer_id is null
