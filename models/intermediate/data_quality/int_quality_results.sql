with rules as (

    select * from {{ ref('int_quality_rules') }}

),

outcomes as (

    select * from {{ ref('int_quality_outcomes') }}

),

timeliness as (

    select * from {{ ref('int_quality_timeliness') }}

),

counts as (

    select
        rule_no,
        source_system,
        sum(row_count) as checked_rows,
        sum(case when is_failed then row_count else 0 end) as failed_rows
    from outcomes
    group by rule_no, source_system

    union all

    select
        rule_no,
        source_system,
        checked_rows,
        failed_rows
    from timeliness

),

-- the rule for one system goes before the rule for all systems
ranked as (

    select
        rules.rule_no,
        rules.company_id,
        rules.rule_name,
        rules.check_name,
        coalesce(counts.source_system, rules.source_system) as source_system,
        rules.table_name,
        rules.column_name,
        rules.kind,
        coalesce(counts.checked_rows, 0) as checked_rows,
        coalesce(counts.failed_rows, 0) as failed_rows,
        rules.threshold,
        rules.severity,
        rules.owner,
        rules.origin,
        rules.problem,
        row_number() over (
            partition by rules.company_id, rules.rule_name, coalesce(counts.source_system, rules.source_system)
            order by case when rules.source_system is null then 2 else 1 end, rules.rule_no
        ) as rule_rank
    from rules
    left join counts
        on rules.rule_no = counts.rule_no

),

final as (

    select
        rule_no,
        company_id,
        rule_name || coalesce(':' || source_system, '') as rule_id,
        rule_name,
        check_name,
        source_system,
        table_name,
        column_name,
        kind,
        cast(checked_rows as bigint) as checked_rows,
        cast(failed_rows as bigint) as failed_rows,
        coalesce({{ safe_divide('failed_rows', 'checked_rows') }}, 0) as failed_share,
        cast(threshold as {{ type_double() }}) as threshold,
        severity,
        owner,
        origin,
        case
            when problem is not null then problem
            when coalesce({{ safe_divide('failed_rows', 'checked_rows') }}, 0) > threshold then severity
            else 'pass'
        end as status
    from ranked
    where rule_rank = 1

)

select * from final
