-- Every value that dim_customers shows is a golden row of fct_attribute_values, and the other way round.
{%- set own_attributes = golden_units().values() | sum(start=[]) %}
{%- set attributes = own_attributes + enrichment_columns() %}

with sides as (

    {% for attribute in attributes -%}
    select
        company_id,
        customer_id,
        '{{ attribute }}' as attribute,
        cast({{ attribute }} as {{ dbt.type_string() }}) as value,
        1 as side
    from {{ ref('dim_customers') }}
    where {{ attribute }} is not null

    union all

    {% endfor -%}
    select
        company_id,
        customer_id,
        attribute,
        value,
        -1 as side
    from {{ ref('fct_attribute_values') }}
    where
        is_golden
        and attribute in (
            {% for attribute in attributes -%}
            '{{ attribute }}'{{ "," if not loop.last }}
            {% endfor -%}
        )

)

select
    company_id,
    customer_id,
    attribute,
    value
from sides
group by company_id, customer_id, attribute, value
having sum(side) != 0
