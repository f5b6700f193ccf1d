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

merged as (

    select
        company_id,
        source_system,
        merged_contact_id
    from named
    where merged_contact_id != contact_id
    group by company_id, source_system, merged_contact_id

),

-- a contact that was merged away itself still lists those it took in before: it does not go on
survivors as (

    select
        named.company_id,
        named.source_system,
        named.merged_contact_id,
        coalesce(
            max(case when merged.merged_contact_id is null then named.contact_id end), max(named.contact_id)
        ) as contact_id,
        coalesce(min(named.audited_at), min(named.known_at)) as merged_at,
        max(named._fivetran_synced) as loaded_at
    from named
    left join merged
        on
            named.company_id = merged.company_id
            and named.source_system = merged.source_system
            and named.contact_id = merged.merged_contact_id
    where named.merged_contact_id != named.contact_id
    group by named.company_id, named.source_system, named.merged_contact_id

),

-- and where only that one lists them, they go on where it does
final as (

    select
        survivors.company_id,
        survivors.source_system,
        survivors.merged_contact_id,
        coalesce(third.contact_id, second.contact_id, survivors.contact_id) as contact_id,
        survivors.merged_at,
        survivors.loaded_at
    from survivors
    left join survivors as second
        on
            survivors.company_id = second.company_id
            and survivors.source_system = second.source_system
            and survivors.contact_id = second.merged_contact_id
            and survivors.merged_contact_id != second.contact_id
    left join survivors as third
        on
            survivors.company_id = third.company_id
            and survivors.source_system = third.source_system
            and second.contact_id = third.merged_contact_id
            and survivors.merged_contact_id != third.contact_id

)

select * from final
