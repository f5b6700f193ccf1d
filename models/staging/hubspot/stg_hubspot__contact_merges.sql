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

-- and where only that one lists them, they go on where it does; each step doubles the merges in a row that are
-- followed, up to eight
{% for step in [1, 2, 3] -%}
{% set earlier = "survivors" if loop.first else "step_" ~ loop.index0 -%}
step_{{ step }} as (

    select
        earlier.company_id,
        earlier.source_system,
        earlier.merged_contact_id,
        coalesce(later.contact_id, earlier.contact_id) as contact_id,
        earlier.merged_at,
        earlier.loaded_at
    from {{ earlier }} as earlier
    left join {{ earlier }} as later
        on
            earlier.company_id = later.company_id
            and earlier.source_system = later.source_system
            and earlier.contact_id = later.merged_contact_id
            and earlier.merged_contact_id != later.contact_id

),

{% endfor -%}
final as (

    select * from step_3

)

select * from final
