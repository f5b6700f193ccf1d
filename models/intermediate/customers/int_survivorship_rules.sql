{#- After the last of the four rules that can stand before it, the most recent record decides. -#}
{%- set most_steps = 4 -%}

with companies as (

    select * from {{ ref('stg_landing__companies') }}

),

landed_rules as (

    select * from {{ ref('stg_landing__survivorship_rules') }}

),

seeded_rules as (

    select * from {{ ref('survivorship_rules') }}

),

all_rules as (

    select
        company_id,
        1 as precedence,
        attribute,
        priority,
        rule,
        source_systems
    from landed_rules

    union all

    select
        companies.company_id,
        case when seeded_rules.company_id is null then 3 else 2 end as precedence,
        seeded_rules.attribute,
        seeded_rules.priority,
        seeded_rules.rule,
        seeded_rules.source_systems
    from companies
    inner join seeded_rules
        on
            seeded_rules.company_id is null
            or companies.company_id = seeded_rules.company_id

),

-- what a company says about an attribute replaces all that the default says about it
stated as (

    select
        *,
        min(precedence) over (partition by company_id, attribute) as best_precedence,
        row_number() over (
            partition by company_id, attribute, precedence
            order by priority, {{ binary_order('rule') }}
        ) as place
    from all_rules

),

-- nothing is left to decide behind most_recent
steps as (

    select
        company_id,
        attribute,
        place,
        rule,
        replace(source_systems, ' ', '') as source_systems,
        min(case when rule = 'most_recent' then place end) over (
            partition by company_id, attribute
        ) as last_place
    from stated
    where precedence = best_precedence

),

final as (

    select
        company_id,
        attribute,
        {% for step in range(1, most_steps + 1) -%}
        max(case when place = {{ step }} then rule end) as rule_{{ step }},
        {% endfor -%}
        max(case when rule = 'source_priority' then source_systems end) as source_systems
    from steps
    where
        rule != 'most_recent'
        and (last_place is null or place < last_place)
        and place <= {{ most_steps }}
    group by company_id, attribute

)

select * from final
