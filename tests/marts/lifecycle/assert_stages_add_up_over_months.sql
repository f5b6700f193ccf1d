-- Opening + in - out = closing, for each stage of each company in each month.
{%- set stages = ['aware', 'attempt', 'adopt', 'advocate', 'abandon'] %}

with customer_months as (

    select * from {{ ref('fct_customer_months') }}

),

flows as (

    {% for stage in stages -%}
    select
        company_id,
        month,
        '{{ stage }}' as stage,
        sum(case when stage = '{{ stage }}' then 1 else 0 end) as closing,
        sum(case when stage = '{{ stage }}' and previous_stage is distinct from '{{ stage }}' then 1 else 0 end)
            as came_in,
        sum(case when previous_stage = '{{ stage }}' and stage != '{{ stage }}' then 1 else 0 end) as went_out
    from customer_months
    group by company_id, month
    {{ "union all" if not loop.last }}
    {% endfor %}

),

balances as (

    select
        *,
        coalesce(lag(closing) over (partition by company_id, stage order by month), 0) as opening
    from flows

)

select *
from balances
where opening + came_in - went_out != closing
