-- Treated and control are the eligible persons, and the interval holds its estimate.
with members as (

    select
        company_id,
        campaign_id,
        count(distinct person_id) as persons
    from {{ ref('int_experiment_members') }}
    group by company_id, campaign_id

)

select lifts.*
from {{ ref('fct_experiment_lift') }} as lifts
left join members
    on
        lifts.company_id = members.company_id
        and lifts.campaign_id = members.campaign_id
where
    lifts.treated + lifts.control != lifts.eligible
    or lifts.eligible != coalesce(members.persons, 0)
    or lifts.incremental_conversions < lifts.interval_low
    or lifts.incremental_conversions > lifts.interval_high
