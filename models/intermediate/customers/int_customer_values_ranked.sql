{#-
    A score is read like a number, digit by digit, and the lowest wins: what ranks before every rule, then
    four rules of 500 steps each, then recency. No two records of a person have the same one.
-#}
{%- set most_steps = 4 -%}
{%- set step_size = 500 -%}
{%- set recency_size = 1000000 -%}
{%- set no_text = "cast(null as " ~ dbt.type_string() ~ ")" -%}
{%- set standings = [(8, "living_first"), (4, "own_first"), (2, "valid_first"), (1, "stated_first")] -%}
{#- The weight of each digit, and the number that all digits up to it make. -#}
{%- set unit_of = [] -%}
{%- set prefix = ["cast(standing as bigint)"] -%}
{%- for step in range(most_steps + 1) -%}
    {%- do unit_of.append("cast(" ~ recency_size * step_size ** (most_steps - step) ~ " as bigint)") -%}
    {%- if step > 0 %}{% do prefix.append("(" ~ prefix[-1] ~ " * " ~ step_size ~ " + step_" ~ step ~ ")") %}{% endif -%}
{%- endfor -%}

with records as (

    select * from {{ ref('int_customer_records_judged') }}

),

pooled as (

    select * from {{ ref('int_customer_values_pooled') }}

),

rules as (

    select * from {{ ref('int_survivorship_rules') }}

),

contested_records as (

    select
        records.*,
        {% for unit in golden_units() -%}
        pooled.is_{{ unit }}_contested{{ "," if not loop.last }}
        {% endfor %}
    from pooled
    inner join records
        on
            pooled.company_id = records.company_id
            and pooled.customer_no = records.customer_no
    where
        {% for unit in golden_units() -%}
        pooled.is_{{ unit }}_contested{{ " or" if not loop.last }}
        {% endfor %}

),

candidates as (

    {% for unit, parts in golden_units().items() %}
    select
        company_id,
        customer_no,
        '{{ unit }}' as unit,
        record_no,
        record_rank,
        source_system,
        {% for place in range(5) -%}
        {{ parts[place] if place < parts | length else no_text }} as part_{{ place + 1 }},
        {% endfor -%}
        {{ golden_text(parts) }} as value_text,
        {{ unit ~ "_problem" if unit in ("email", "phone", "address") else no_text }} as problem,
        {{ "is_" ~ unit ~ "_verified" if unit in ("email", "phone") else "is_document_known" }} as is_verified,
        {% if parts | length == 1 -%}
        unknown_count,
        {% else -%}
        (
            {% for part in parts -%}
            case when {{ part }} is null then 1 else 0 end{{ " +" if not loop.last }}
            {% endfor -%}
        ) as unknown_count,
        {% endif -%}
        {{ golden_standing(unit) }} as standing
    from contested_records
    where
        is_{{ unit }}_contested
        and {{ golden_text(parts) }} is not null
    {{ "union all" if not loop.last }}
    {% endfor %}

),

counted as (

    select
        *,
        count(*) over (partition by company_id, customer_no, unit, value_text) as value_count
    from candidates

),

-- how each rule measures the candidate; a rule that is not stated measures all alike
measured as (

    select
        counted.*,
        rules.rule_1,
        rules.rule_2,
        rules.rule_3,
        rules.rule_4,
        {% for step in range(1, most_steps + 1) -%}
        least({{ step_size - 1 }}, case rules.rule_{{ step }}
            when 'verified_first' then case when counted.is_verified then 0 else 1 end
            when 'most_complete' then counted.unknown_count
            when 'most_frequent' then {{ step_size - 1 }} - least(counted.value_count, {{ step_size - 1 }})
            -- a system's place in the list; who is not on it comes last
            when 'source_priority' then coalesce(nullif({{ dbt.position(
                "',' || counted.source_system || ','", "',' || rules.source_systems || ','"
            ) }}, 0), {{ step_size - 1 }})
            else 0
        end) as step_{{ step }}{{ "," if not loop.last }}
        {% endfor %}
    from counted
    left join rules
        on
            counted.company_id = rules.company_id
            and counted.unit = rules.attribute

),

scored as (

    select
        *,
        {{ prefix[most_steps] }} * {{ recency_size }} + record_rank as score
    from measured

),

placed as (

    select
        *,
        row_number() over (partition by company_id, customer_no, unit order by score) as place,
        {% for place in range(1, 6) -%}
        first_value(part_{{ place }}) over (partition by company_id, customer_no, unit order by score)
            as leading_part_{{ place }},
        {% endfor -%}
        first_value(value_text) over (partition by company_id, customer_no, unit order by score) as leading_text
    from scored

),

rivalled as (

    select
        *,
        -- the best of those that say something else
        min(case when value_text != leading_text then score end) over (
            partition by company_id, customer_no, unit
        ) as rival_score,
        case
            when
                {% for place in range(1, 6) -%}
                part_{{ place }} != leading_part_{{ place }}{{ " or " if not loop.last }}
                {%- endfor %}
                then 1
            else 0
        end as is_contradicting
    from placed

),

final as (

    select
        company_id,
        customer_no,
        unit,
        record_no,
        part_1,
        part_2,
        part_3,
        part_4,
        part_5,
        problem,
        place,
        is_contradicting,
        -- the first digit in which the leader is ahead of the best that says something else
        case
            when place > 1 then null
            {% for block, reason in standings -%}
            when rival_score >= (standing - mod(standing, {{ block }}) + {{ block }}) * {{ unit_of[0] }}
                then '{{ reason }}'
            {% endfor -%}
            {% for step in range(1, most_steps + 1) -%}
            when rival_score >= ({{ prefix[step] }} + 1) * {{ unit_of[step] }} then rule_{{ step }}
            {% endfor -%}
            else 'most_recent'
        end as rule
    from rivalled

)

select * from final
