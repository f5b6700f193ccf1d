with tickets as (

    select * from {{ source('hubspot', 'ticket') }}
    where not coalesce(is_deleted, false) and not coalesce(_fivetran_deleted, false)

),

contacts_of_tickets as (

    {{ hubspot_contacts_of('ticket') }}

),

pipeline_stages as (

    {{ hubspot_stages_of('ticket') }}

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
        coalesce(pipeline_stages.label, tickets.property_hs_pipeline_stage) as status,
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
    left join pipeline_stages
        on
            tickets.company_id = pipeline_stages.company_id
            and tickets.source_system = pipeline_stages.source_system
            and tickets.property_hs_pipeline_stage = pipeline_stages.stage_id

)

select * from final
