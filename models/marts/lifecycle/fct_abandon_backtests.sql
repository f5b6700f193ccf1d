{#- As for the rules of stages: below this the models are not believed. -#}
{%- set least_repeat_customers = 200 -%}

with tested as (

    select * from {{ ref('int_abandon_methods_tested') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by company_id
            order by
                case
                    when method in ('p_alive', 'auto') and repeat_customer_count < {{ least_repeat_customers }}
                        then 1
                    else 0
                end,
                coalesce(f1, 0) desc,
                {{ binary_order('method') }}
        ) as f1_rank
    from tested

),

final as (

    select
        ranked.company_id,
        ranked.method,
        ranked.split_date,
        cast(ranked.customers as integer) as customers,
        cast(ranked.called as integer) as called,
        cast(ranked.gone as integer) as gone,
        cast(ranked.called_and_gone as integer) as called_and_gone,
        ranked.precision,
        ranked.recall,
        ranked.f1,
        ranked.method not in ('p_alive', 'auto')
        or ranked.repeat_customer_count >= {{ least_repeat_customers }} as is_usable,
        ranked.method = companies.abandon_method as is_in_force,
        ranked.f1_rank = 1 as is_best
    from ranked
    inner join companies
        on ranked.company_id = companies.company_id

)

select * from final
