with changes as (

    select * from {{ ref('int_identity_changes') }}

),

final as (

    select
        company_id,
        batch_no,
        customer_id,
        change,
        into_customer_id,
        cause,
        cast(record_count as integer) as record_count,
        changed_at
    from changes

)

select * from final
