{#- A rule is stated in companies/*.yml, in the company's landed quality_rules.csv, or for all as a default. -#}
{%- set project_rules = project_quality_rules() -%}
{%- set tables = quality_tables() -%}
{#- Both ends of a range are numbers, or both are times. -#}
{%- set cells = cell_patterns() -%}
{%- set readable_range -%}
^(({{ cells["number"] }})?[.][.]({{ cells["number"] }})?|({{ cells["time"] }})?[.][.]({{ cells["time"] }})?)$
{%- endset -%}

with companies as (

    select * from {{ ref('int_companies') }}

),

landed_rules as (

    select * from {{ ref('stg_landing__quality_rules') }}

),

default_rules as (

    select * from {{ ref('default_quality_rules') }}

),

checks as (

    select * from {{ ref('quality_checks') }}

),

project_rules as (

    select rules.*
    from (
        values
        {% for rule in project_rules -%}
        (
            {{ text_or_null(rule.company_id) }},
            {{ text_or_null(rule.rule) }},
            {{ text_or_null(rule.check) }},
            {{ text_or_null(rule.source_system) }},
            {{ text_or_null(rule.table) }},
            {{ text_or_null(rule.column) }},
            {{ text_or_null(rule.params) }},
            cast({{ "null" if rule.threshold is none else rule.threshold | float }} as {{ type_double() }}),
            {{ text_or_null(rule.severity) }},
            {{ text_or_null(rule.owner) }}
        ),
        {% endfor -%}
        -- keeps the list from being empty; no company has no name
        ('', null, null, null, null, null, null, null, null, null)
    ) as rules (
        company_id, rule_name, check_name, source_system, table_name, column_name, params, threshold, severity, owner
    )
    where rules.company_id != ''

),

known_columns as (

    select known.*
    from (
        values
        {% for table, about in tables.items() -%}
        {% for column in about.columns -%}
        ('{{ table }}', '{{ column }}'),
        {% endfor -%}
        {% endfor -%}
        ('', '')
    ) as known (table_name, column_name)

),

event_times as (

    select times.*
    from (
        values
        {% for table, about in tables.items() if about.time -%}
        ('{{ table }}', '{{ about.time }}'){{ "," if not loop.last }}
        {% endfor -%}
    ) as times (table_name, column_name)

),

-- a landed rule names a default rule, or a check and its table.column
stated_rules as (

    select
        landed_rules.company_id,
        2 as origin_rank,
        default_rules.rule_name,
        landed_rules.check_name,
        landed_rules.source_system,
        split_part(landed_rules.column_name, '.', 1) as table_name,
        nullif(split_part(landed_rules.column_name, '.', 2), '') as column_name,
        landed_rules.params,
        landed_rules.threshold,
        landed_rules.severity,
        landed_rules.owner,
        landed_rules.is_active
    from landed_rules
    left join default_rules
        on landed_rules.check_name = default_rules.rule_name

    union all

    select
        company_id,
        1 as origin_rank,
        rule_name,
        check_name,
        source_system,
        table_name,
        column_name,
        params,
        threshold,
        severity,
        owner,
        true as is_active
    from project_rules

),

own_rules as (

    select
        stated_rules.company_id,
        stated_rules.origin_rank,
        coalesce(stated_rules.rule_name, {{ quality_rule_name(
            "coalesce(stated_rules.check_name, '?')",
            "coalesce(stated_rules.table_name, '?')",
            "stated_rules.column_name",
            "stated_rules.params",
        ) }}) as rule_name,
        case when stated_rules.rule_name is null then stated_rules.check_name else default_rules.check_name end
            as check_name,
        stated_rules.source_system,
        coalesce(default_rules.table_name, stated_rules.table_name) as table_name,
        coalesce(default_rules.column_name, stated_rules.column_name) as column_name,
        coalesce(stated_rules.params, default_rules.params) as params,
        coalesce(stated_rules.threshold, default_rules.threshold, 0) as threshold,
        stated_rules.severity,
        coalesce(stated_rules.owner, default_rules.owner) as owner,
        stated_rules.is_active
    from stated_rules
    left join default_rules
        on stated_rules.rule_name = default_rules.rule_name

),

own_names as (

    select
        company_id,
        rule_name,
        min(origin_rank) as origin_rank
    from own_rules
    group by company_id, rule_name

),

-- what the project states goes before what was landed, and both replace the default, also by switching it off
every_rule as (

    select own_rules.*
    from own_rules
    inner join own_names
        on
            own_rules.company_id = own_names.company_id
            and own_rules.rule_name = own_names.rule_name
            and own_rules.origin_rank = own_names.origin_rank

    union all

    select
        companies.company_id,
        3 as origin_rank,
        default_rules.rule_name,
        default_rules.check_name,
        null as source_system,
        default_rules.table_name,
        default_rules.column_name,
        default_rules.params,
        default_rules.threshold,
        default_rules.severity,
        default_rules.owner,
        true as is_active
    from companies
    cross join default_rules
    left join own_names
        on
            companies.company_id = own_names.company_id
            and default_rules.rule_name = own_names.rule_name
    where own_names.rule_name is null

),

described as (

    select
        every_rule.company_id,
        every_rule.rule_name,
        every_rule.check_name,
        every_rule.source_system,
        every_rule.table_name,
        case
            when checks.kind = 'table' then event_times.column_name
            when checks.check_name = 'known_customer' then coalesce(every_rule.column_name, 'source_customer_id')
            else every_rule.column_name
        end as column_name,
        every_rule.params,
        every_rule.threshold,
        every_rule.severity,
        every_rule.owner,
        case every_rule.origin_rank when 1 then 'project' when 2 then 'company' else 'default' end as origin,
        checks.kind,
        case when checks.check_name = 'ordered_dates' then every_rule.params else checks.beside end as beside_column,
        -- params of the checks that take two
        case when checks.check_name = 'range' then nullif(split_part(every_rule.params, '..', 1), '') end as min_value,
        case when checks.check_name = 'range' then nullif(split_part(every_rule.params, '..', 2), '') end as max_value,
        case when checks.check_name = 'reference' then split_part(every_rule.params, '.', 1) end as to_table,
        case when checks.check_name = 'reference' then split_part(every_rule.params, '.', 2) end as to_column,
        checks.check_name is not null as is_known_check,
        -- a check of one column asks about no other
        coalesce(
            checks.applies_to not like '%.%'
            or checks.applies_to = every_rule.table_name || '.' || every_rule.column_name,
            true
        ) as is_column_of_check,
        case
            when checks.params is null then every_rule.params is null
            when every_rule.params is null then false
            when checks.check_name = 'range'
                then every_rule.params != '..' and {{ regexp_matches("every_rule.params", readable_range) }}
            when checks.kind = 'table' then {{ regexp_matches("every_rule.params", "^[1-9][0-9]{0,3}$") }}
            else true
        end as is_readable
    from every_rule
    inner join companies
        on every_rule.company_id = companies.company_id
    left join checks
        on every_rule.check_name = checks.check_name
    left join event_times
        on every_rule.table_name = event_times.table_name
    where every_rule.is_active

),

final as (

    select
        cast(row_number() over (
            order by
                {{ binary_order('described.company_id') }},
                {{ binary_order('described.rule_name') }},
                {{ binary_order('described.source_system') }} nulls last,
                described.threshold,
                {{ binary_order('described.severity') }},
                {{ binary_order('described.owner') }} nulls last
        ) as integer) as rule_no,
        described.company_id,
        described.rule_name,
        described.check_name,
        described.kind,
        described.source_system,
        described.table_name,
        described.column_name,
        described.beside_column,
        described.params,
        described.min_value,
        described.max_value,
        described.to_table,
        described.to_column,
        described.threshold,
        described.severity,
        described.owner,
        described.origin,
        case
            when not described.is_known_check then 'unknown_check'
            when checked.column_name is null or not described.is_column_of_check then 'unknown_column'
            when described.beside_column is not null and beside.column_name is null then 'unreadable_params'
            when described.to_table is not null and referred.column_name is null then 'unreadable_params'
            when not described.is_readable then 'unreadable_params'
        end as problem
    from described
    left join known_columns as checked
        on
            described.table_name = checked.table_name
            and described.column_name = checked.column_name
    left join known_columns as beside
        on
            described.table_name = beside.table_name
            and described.beside_column = beside.column_name
    left join known_columns as referred
        on
            described.to_table = referred.table_name
            and described.to_column = referred.column_name

)

select * from final
