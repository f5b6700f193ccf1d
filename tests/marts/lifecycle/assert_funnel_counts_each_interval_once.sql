-- Everybody who left a stage went on to exactly one other; entries are the intervals.
with entries as (

    select
        company_id,
        from_stage,
        month,
        max(entered) as entered,
        sum(converted) as converted
    from {{ ref('fct_funnel_conversion') }}
    group by company_id, from_stage, month

),

totals as (

    select
        company_id,
        from_stage,
        sum(entered) as entered,
        sum(converted) as converted
    from entries
    group by company_id, from_stage

),

intervals as (

    select
        company_id,
        stage,
        count(*) as entered,
        count(valid_to) as converted
    from {{ ref('fct_lifecycle_intervals') }}
    group by company_id, stage

)

select intervals.*
from intervals
left join totals
    on
        intervals.company_id = totals.company_id
        and intervals.stage = totals.from_stage
where
    intervals.entered is distinct from totals.entered
    or intervals.converted is distinct from totals.converted
