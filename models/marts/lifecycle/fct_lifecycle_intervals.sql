with intervals as (

    select * from {{ ref('int_lifecycle_intervals') }}

),

final as (

    select
        company_id,
        customer_id,
        stage,
        entered_by,
        is_reactivation,
        valid_from,
        valid_to
    from intervals

)

select * from final
