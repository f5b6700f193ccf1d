{#- Every part of every unit, in the place it has among the candidates. -#}
{%- set parts_in_place = [] -%}
{%- for unit, parts in golden_units().items() -%}
    {%- for part in parts -%}
        {%- do parts_in_place.append((unit, part, loop.index)) -%}
    {%- endfor -%}
{%- endfor -%}

with ranked as (

    select * from {{ ref('int_customer_values_ranked') }}

),

-- what the leading record does not say comes from the next that does, first from those that agree with it
ordered as (

    select
        *,
        {% for place in range(1, 6) -%}
        row_number() over (
            partition by company_id, customer_id, unit
            order by case when part_{{ place }} is null then 1 else 0 end, is_contradicting, place
        ) as part_{{ place }}_order{{ "," if not loop.last }}
        {% endfor %}
    from ranked

),

final as (

    {% for unit, attribute, place in parts_in_place %}
    select
        company_id,
        customer_id,
        '{{ attribute }}' as attribute,
        part_{{ place }} as value,
        record_rank,
        case when place = 1 then rule else 'fills_gap' end as rule,
        problem
    from ordered
    where
        unit = '{{ unit }}'
        and part_{{ place }}_order = 1
        and part_{{ place }} is not null
    {{ "union all" if not loop.last }}
    {% endfor %}

)

select * from final
