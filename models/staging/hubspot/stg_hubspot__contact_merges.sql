-- Which contact goes on under which: the surviving contact lists those it took in; the audit says when.
with contacts as (

    select * from {{ source('hubspot', 'contact') }}

),

audit as (

    select * from {{ source('hubspot', 'contact_merge_audit') }}

),

stated as (

    {% for column in ['property_hs_merged_object_ids', 'property_hs_calculated_merged_vids'] -%}
    -- "76340251;46897301", in some portals with a time behind each: "76340251:1617293567000"
    select
        company_id,
        source_system,
        id as contact_id,
        unnest(string_to_array({{ column }}, ';')) as merged_text,
        cast(null as timestamp) as audited_at,
        property_lastmodifieddate as known_at,
        _fivetran_synced
    from contacts

    union all

    {% endfor -%}
    select
        company_id,
        source_system,
        coalesce(canonical_vid, contact_id) as contact_id,
        vid_to_merge as merged_text,
        timestamp as audited_at,
        cast(null as timestamp) as known_at,
        _fivetran_synced
    from audit

),

named as (

    select
        company_id,
        source_system,
        contact_id,
        {{ blank_to_null(dbt.split_part('merged_text', "':'", 1)) }} as merged_contact_id,
        audited_at,
        known_at,
        _fivetran_synced
    from stated

),

final as (

    select
        company_id,
        source_system,
        merged_contact_id,
        max(contact_id) as contact_id,
        coalesce(min(audited_at), min(known_at)) as merged_at,
        max(_fivetran_synced) as loaded_at
    from named
    where merged_contact_id != contact_id
    group by company_id, source_system, merged_contact_id

)

select * from final
