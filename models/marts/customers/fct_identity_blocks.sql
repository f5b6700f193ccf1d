with entries as (

    select * from {{ ref('int_identity_resolution') }}

),

final as (

    select
        company_id,
        block_type,
        block_value,
        record_count,
        reason
    from entries
    where block_type is not null

)

select * from final
