with merged_contacts as (

    select * from {{ ref('stg_hubspot__contact_merges') }}

),

final as (

    select
        company_id,
        source_system,
        'source_record_id' as id_type_a,
        contact_id as id_value_a,
        'source_record_id' as id_type_b,
        merged_contact_id as id_value_b,
        coalesce(merged_at, loaded_at) as observed_at,
        'merge' as link_type,
        {{ unknown_columns(['confidence']) }},
        loaded_at
    from merged_contacts

)

select * from final
