with overrides as (

    select * from {{ ref('stg_landing__identity_overrides') }}

),

identity_links as (

    select * from {{ ref('stg_unioned__identity_links') }}

),

-- of one record with itself nothing can be decided (rejected_rows)
stated as (

    select
        company_id,
        {{ record_key('source_system_a', 'source_record_id_a') }} as record_key_a,
        {{ record_key('source_system_b', 'source_record_id_b') }} as record_key_b,
        link,
        reason
    from overrides
    where source_system_a != source_system_b or source_record_id_a != source_record_id_b

),

-- identity resolution follows them where no decision of people stands against it
merged as (

    select distinct
        company_id,
        {{ record_key('source_system', 'id_value_a') }} as record_key_a,
        {{ record_key('source_system', 'id_value_b') }} as record_key_b,
        'merge' as link,
        'merged in ' || source_system as reason
    from identity_links
    where
        link_type = 'merge'
        and id_type_a = 'source_record_id'
        and id_type_b = 'source_record_id'

),

final as (

    select * from stated
    union all
    select * from merged

)

select * from final
