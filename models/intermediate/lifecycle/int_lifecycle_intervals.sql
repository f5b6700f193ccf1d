with stages as (

    select * from {{ ref('int_lifecycle_stages') }}

),

-- an interval begins where the stage is another than before
changes as (

    select * from stages
    where previous_stage is null or stage != previous_stage

),

final as (

    select
        company_id,
        customer_id,
        stage,
        entered_by,
        coalesce(previous_stage = 'abandon' and has_kept_orders, false) as is_reactivation,
        moment_at as valid_from,
        lead(moment_at) over (
            partition by company_id, customer_id
            order by moment_at
        ) as valid_to
    from changes

)

select * from final
