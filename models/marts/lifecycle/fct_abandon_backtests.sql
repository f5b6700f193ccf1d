with tested as (

    select
        *,
        method = {{ abandon_method_believed('method', 'repeat_customer_count') }} as is_usable
    from {{ ref('int_abandon_methods_tested') }}

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
                case when is_usable then 0 else 1 end,
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
        ranked.is_usable,
        ranked.method = companies.abandon_method as is_in_force,
        ranked.f1_rank = 1 as is_best
    from ranked
    inner join companies
        on ranked.company_id = companies.company_id

)

select * from final
