-- No gap, no overlap, and neighbours differ: each interval ends where the next, another stage, begins.
with neighbours as (

    select
        company_id,
        customer_id,
        stage,
        valid_from,
        valid_to,
        lead(stage) over (
            partition by company_id, customer_id
            order by valid_from
        ) as next_stage,
        lead(valid_from) over (
            partition by company_id, customer_id
            order by valid_from
        ) as next_valid_from
    from {{ ref('fct_lifecycle_intervals') }}

)

select *
from neighbours
where
    valid_to is distinct from next_valid_from
    or stage = next_stage
    or valid_to <= valid_from
