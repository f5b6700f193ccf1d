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

-- people decide about these; what a system has merged is only evidence for them
kept_apart as (

    select
        company_id,
        record_key_a as record_key
    from stated
    where link = 'cannot_link'

    union

    select
        company_id,
        record_key_b as record_key
    from stated
    where link = 'cannot_link'

),

merged_records as (

    select distinct
        company_id,
        source_system,
        {{ record_key('source_system', 'id_value_a') }} as record_key_a,
        {{ record_key('source_system', 'id_value_b') }} as record_key_b
    from identity_links
    where
        link_type = 'merge'
        and id_type_a = 'source_record_id'
        and id_type_b = 'source_record_id'

),

-- records that their own system has merged are one person, whatever they look like
followed as (

    select
        merged_records.company_id,
        merged_records.record_key_a,
        merged_records.record_key_b,
        'must_link' as link,
        'merged in ' || merged_records.source_system as reason
    from merged_records
    left join kept_apart
        on
            merged_records.company_id = kept_apart.company_id
            and kept_apart.record_key in (merged_records.record_key_a, merged_records.record_key_b)
    left join stated
        on
            merged_records.company_id = stated.company_id
            and merged_records.record_key_a = stated.record_key_a
            and merged_records.record_key_b = stated.record_key_b
    where kept_apart.record_key is null and stated.record_key_a is null

),

final as (

    select * from stated
    union all
    select * from followed

)

select * from final
