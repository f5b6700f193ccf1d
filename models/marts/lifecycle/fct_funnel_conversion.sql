{%- set stages = ['aware', 'attempt', 'adopt', 'advocate', 'abandon'] -%}

with intervals as (

    select * from {{ ref('int_lifecycle_intervals') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

stages as (

    {% for stage in stages -%}
    select '{{ stage }}' as stage
    {{ "union all" if not loop.last }}
    {% endfor %}

),

steps as (

    select
        intervals.company_id,
        {{ month_of(local_date('intervals.valid_from', 'companies.time_zone')) }} as month,
        intervals.stage as from_stage,
        lead(intervals.stage) over (
            partition by intervals.company_id, intervals.customer_id
            order by intervals.valid_from
        ) as to_stage,
        -- whole numbers, whose middle every warehouse knows exactly
        round({{ seconds_between('intervals.valid_from', 'intervals.valid_to') }} * 1e6) as microseconds
    from intervals
    inner join companies
        on intervals.company_id = companies.company_id

),

entries as (

    select
        company_id,
        month,
        from_stage,
        count(*) as entered
    from steps
    group by company_id, month, from_stage

),

conversions as (

    select
        company_id,
        month,
        from_stage,
        to_stage,
        count(*) as converted,
        percentile_cont(0.5) within group (order by microseconds) / 86400e6 as median_days
    from steps
    where to_stage is not null
    group by company_id, month, from_stage, to_stage

),

-- every way out has a row, also one that nobody took
final as (

    select
        entries.company_id,
        entries.month,
        entries.from_stage,
        stages.stage as to_stage,
        cast(entries.entered as integer) as entered,
        cast(coalesce(conversions.converted, 0) as integer) as converted,
        {{ safe_divide('coalesce(conversions.converted, 0)', 'entries.entered') }} as conversion_rate,
        conversions.median_days
    from entries
    inner join stages
        on entries.from_stage != stages.stage
    left join conversions
        on
            entries.company_id = conversions.company_id
            and entries.month = conversions.month
            and entries.from_stage = conversions.from_stage
            and stages.stage = conversions.to_stage

)

select * from final
