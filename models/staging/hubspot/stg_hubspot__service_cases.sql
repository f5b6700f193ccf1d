with tickets as (

    select * from {{ source('hubspot', 'ticket') }}
    where not coalesce(is_deleted, false) and not coalesce(_fivetran_deleted, false)

),

contacts_of_tickets as (

    select
        ticket_contact.company_id,
        ticket_contact.source_system,
        ticket_contact.ticket_id,
        min(coalesce(merged_contacts.contact_id, ticket_contact.contact_id)) as contact_id
    from {{ source('hubspot', 'ticket_contact') }} as ticket_contact
    left join {{ ref('stg_hubspot__contact_merges') }} as merged_contacts
        on
            ticket_contact.company_id = merged_contacts.company_id
            and ticket_contact.source_system = merged_contacts.source_system
            and ticket_contact.contact_id = merged_contacts.merged_contact_id
    group by ticket_contact.company_id, ticket_contact.source_system, ticket_contact.ticket_id

),

ranked_stages as (

    select
        *,
        row_number() over (
            partition by company_id, source_system, stage_id
            order by {{ binary_order('pipeline_id') }}
        ) as stage_rank
    from {{ source('hubspot', 'ticket_pipeline_stage') }}

),

final as (

    select
        ---------- key
        tickets.company_id,
        tickets.source_system,
        tickets.id as case_id,

        ---------- who
        contacts_of_tickets.contact_id as source_customer_id,

        ---------- text
        tickets.property_hs_ticket_priority as priority,
        coalesce(ranked_stages.label, tickets.property_hs_pipeline_stage) as status,
        tickets.property_source_type as channel,

        ---------- times
        tickets.property_createdate as opened_at,
        tickets.property_closed_date as closed_at,

        ---------- not known here
        {{ unknown_columns(['email', 'phone', 'loyalty_id', 'anonymous_id', 'case_type', 'satisfaction']) }},
        tickets._fivetran_synced as loaded_at
    from tickets
    left join contacts_of_tickets
        on
            tickets.company_id = contacts_of_tickets.company_id
            and tickets.source_system = contacts_of_tickets.source_system
            and tickets.id = contacts_of_tickets.ticket_id
    left join ranked_stages
        on
            tickets.company_id = ranked_stages.company_id
            and tickets.source_system = ranked_stages.source_system
            and tickets.property_hs_pipeline_stage = ranked_stages.stage_id
            and ranked_stages.stage_rank = 1

)

select * from final
