-- Period 0 is the cohort, nobody else is retained, and the revenue is that of all customers.
with cohorts as (

    select
        company_id,
        sum(net_revenue) as net_revenue,
        sum(case when retained > cohort_size or (period = 0 and retained != cohort_size) then 1 else 0 end) as wrong
    from {{ ref('fct_retention_cohorts') }}
    group by company_id

),

customers as (

    select
        company_id,
        sum(net_revenue) as net_revenue
    from {{ ref('dim_customers') }}
    group by company_id

)

select cohorts.*
from cohorts
inner join customers
    on cohorts.company_id = customers.company_id
where
    cohorts.wrong > 0
    or cohorts.net_revenue != customers.net_revenue
