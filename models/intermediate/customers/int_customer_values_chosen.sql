{#- The parts of the units in their places, and those that another record may have to say. -#}
{%- set parts_in_place = [] -%}
{%- set parts_with_gaps = [] -%}
{%- for unit, parts in golden_units().items() -%}
    {%- for part in parts -%}
        {%- do parts_in_place.append((unit, part, loop.index)) -%}
        {%- if parts | length > 1 %}{% do parts_with_gaps.append((unit, part, loop.index)) %}{% endif -%}
    {%- endfor -%}
{%- endfor -%}

with ranked as (

    select * from {{ ref('int_customer_values_ranked') }}

),

leaders as (

    select * from ranked
    where place = 1

),

-- what the leader does not say comes from the next that does, first from those that agree with it
fillers as (

    select
        company_id,
        customer_no,
        unit,
        {% for place in range(1, 6) -%}
        min(case when part_{{ place }} is not null then is_contradicting * 1000000 + place end)
            as part_{{ place }}_filler{{ "," if not loop.last }}
        {% endfor %}
    from ranked
    where unit in ('name', 'address')
    group by company_id, customer_no, unit

),

filling as (

    select
        ranked.*,
        {% for place in range(1, 6) -%}
        ranked.is_contradicting * 1000000 + ranked.place = fillers.part_{{ place }}_filler
            as is_part_{{ place }}_filler{{ "," if not loop.last }}
        {% endfor %}
    from ranked
    inner join fillers
        on
            ranked.company_id = fillers.company_id
            and ranked.customer_no = fillers.customer_no
            and ranked.unit = fillers.unit
    where ranked.place > 1

),

final as (

    {% for unit, attribute, place in parts_in_place %}
    select
        company_id,
        customer_no,
        '{{ attribute }}' as attribute,
        part_{{ place }} as value,
        record_no,
        rule,
        problem
    from leaders
    where
        unit = '{{ unit }}'
        and part_{{ place }} is not null
    {{ "union all" if not loop.last }}
    {% endfor %}

    {% for unit, attribute, place in parts_with_gaps %}
    union all

    select
        company_id,
        customer_no,
        '{{ attribute }}' as attribute,
        part_{{ place }} as value,
        record_no,
        'fills_gap' as rule,
        problem
    from filling
    where
        unit = '{{ unit }}'
        and is_part_{{ place }}_filler
    {% endfor %}

)

select * from final
