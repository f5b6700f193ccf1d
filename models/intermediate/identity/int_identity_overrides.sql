with overrides as (

    select * from {{ ref('stg_landing__identity_overrides') }}

),

final as (

    select
        company_id,
        {{ record_key('source_system_a', 'source_record_id_a') }} as record_key_a,
        {{ record_key('source_system_b', 'source_record_id_b') }} as record_key_b,
        link,
        reason
    from overrides

)

select * from final
