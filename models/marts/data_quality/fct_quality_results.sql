with rules as (

    select * from {{ ref('int_quality_rules') }}
    where is_active

),

counts as (

    select * from {{ ref('int_quality_counts') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

-- the rule for one system goes before the rule for all systems
ranked as (

    select
        rules.company_id,
        rules.check_name,
        coalesce(counts.source_system, rules.source_system) as source_system,
        counts.model,
        counts.column_name,
        coalesce(counts.checked_rows, 0) as checked_rows,
        coalesce(counts.failed_rows, 0) as failed_rows,
        rules.threshold,
        rules.severity,
        rules.owner,
        rules.is_known_check,
        row_number() over (
            partition by rules.company_id, rules.check_name, coalesce(counts.source_system, rules.source_system)
            order by
                case when rules.source_system is null then 2 else 1 end,
                rules.threshold,
                {{ binary_order('rules.severity') }}
        ) as rule_rank
    from rules
    left join counts
        on
            rules.company_id = counts.company_id
            and rules.check_name = counts.check_name
            and (rules.source_system is null or rules.source_system = counts.source_system)

),

measured as (

    select
        ranked.*,
        coalesce({{ safe_divide('ranked.failed_rows', 'ranked.checked_rows') }}, 0) as failed_share
    from ranked
    where ranked.rule_rank = 1

),

final as (

    select
        measured.company_id,
        measured.check_name || coalesce(':' || measured.source_system, '') as rule_id,
        measured.check_name,
        measured.source_system,
        measured.model,
        measured.column_name,
        cast(measured.checked_rows as bigint) as checked_rows,
        cast(measured.failed_rows as bigint) as failed_rows,
        measured.failed_share,
        measured.threshold,
        measured.severity,
        measured.owner,
        case
            when not measured.is_known_check then 'unknown_check'
            when measured.failed_share > measured.threshold then measured.severity
            else 'pass'
        end as status,
        companies.as_of as run_at
    from measured
    inner join companies
        on measured.company_id = companies.company_id

)

select * from final
