{# What deals and tickets of HubSpot share: a contact each, and stages of a pipeline. #}

{# The one contact of each deal or ticket; where contacts were merged, the one that stayed. #}
{% macro hubspot_contacts_of(object) -%}
    select
        links.company_id,
        links.source_system,
        links.{{ object }}_id,
        min(coalesce(merged_contacts.contact_id, links.contact_id)) as contact_id
    from {{ source('hubspot', object ~ '_contact') }} as links
    left join {{ ref('stg_hubspot__contact_merges') }} as merged_contacts
        on
            links.company_id = merged_contacts.company_id
            and links.source_system = merged_contacts.source_system
            and links.contact_id = merged_contacts.merged_contact_id
    group by links.company_id, links.source_system, links.{{ object }}_id
{%- endmacro %}

{# The stages that deals or tickets can be in; pipelines may use a stage's id again. #}
{% macro hubspot_stages_of(object) -%}
    {{ first_rows(source('hubspot', object ~ '_pipeline_stage'), 'stage_id', binary_order('pipeline_id')) }}
{%- endmacro %}
