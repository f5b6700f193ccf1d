-- How new each system's rows are, and whether as many came as usual.
with rules as (

    select
        rules.rule_no,
        rules.check_name,
        cast(companies.as_of as {{ dbt.type_string() }}) as as_of,
        cast({{ add_days("companies.as_of", "-1 * cast(rules.params as integer)") }} as {{ dbt.type_string() }})
            as span_start,
        cast({{ add_days("companies.as_of", "-5 * cast(rules.params as integer)") }} as {{ dbt.type_string() }})
            as history_start
    from {{ ref('int_quality_rules') }} as rules
    inner join {{ ref('int_companies') }} as companies
        on rules.company_id = companies.company_id
    where rules.kind = 'table' and rules.problem is null

),

times as (

    select
        rule_no,
        source_system,
        value as event_time
    from {{ ref('int_quality_cells') }}
    where kind = 'table' and value is not null

),

measured as (

    select
        rules.rule_no,
        rules.check_name,
        rules.span_start,
        rules.history_start,
        times.source_system,
        min({{ binary_order('times.event_time') }}) as oldest,
        max({{ binary_order('times.event_time') }}) as newest,
        sum(
            case when {{ binary_order('times.event_time') }} > rules.span_start then 1 else 0 end
        ) as span_rows,
        sum(
            case
                when
                    {{ binary_order('times.event_time') }} > rules.history_start
                    and {{ binary_order('times.event_time') }} <= rules.span_start
                    then 1
                else 0
            end
        ) as history_rows
    from times
    inner join rules
        on times.rule_no = rules.rule_no
    -- what has not happened yet says nothing
    where {{ binary_order('times.event_time') }} <= rules.as_of
    group by
        rules.rule_no,
        rules.check_name,
        rules.span_start,
        rules.history_start,
        times.source_system

),

counted as (

    select
        *,
        cast(floor(history_rows / 4.0 + 0.5) as bigint) as usual_rows
    from measured

),

final as (

    select
        rule_no,
        source_system,
        case when check_name = 'freshness' then 1 else greatest(span_rows, usual_rows) end as checked_rows,
        case
            when check_name = 'freshness' then case when newest <= span_start then 1 else 0 end
            else abs(span_rows - usual_rows)
        end as failed_rows
    from counted
    -- a system younger than the history has no usual
    where check_name = 'freshness' or oldest <= history_start

)

select * from final
