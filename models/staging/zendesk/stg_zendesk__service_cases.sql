-- Deleted tickets are gone, and a ticket that was merged into another goes on as that one.
with tickets as (

    select * from {{ source('zendesk', 'ticket') }}
    where not coalesce(_fivetran_deleted, false) and coalesce(status, 'new') != 'deleted'

),

-- "[1967, 2001]"
merged as (

    select distinct
        company_id,
        source_system,
        trim(unnest(string_to_array(replace(replace(merged_ticket_ids, '[', ''), ']', ''), ','))) as id
    from tickets

),

-- reopened tickets are solved more than once: the last time counts
solved as (

    select
        company_id,
        source_system,
        ticket_id,
        max(updated) as solved_at
    from {{ source('zendesk', 'ticket_field_history') }}
    where field_name = 'status' and value = 'solved'
    group by company_id, source_system, ticket_id

),

final as (

    select
        ---------- key
        tickets.company_id,
        tickets.source_system,
        tickets.id as case_id,

        ---------- who
        tickets.requester_id as source_customer_id,

        ---------- text
        case tickets.type
            when 'question' then 'question'
            when 'incident' then 'complaint'
            when 'problem' then 'complaint'
            when 'task' then 'request'
        end as case_type,
        tickets.priority,
        tickets.status,
        tickets.via_channel as channel,

        ---------- times
        tickets.created_at as opened_at,
        case when tickets.status in ('solved', 'closed') then coalesce(solved.solved_at, tickets.updated_at) end
            as closed_at,

        ---------- not known here
        {{ unknown_columns(['email', 'phone', 'loyalty_id', 'anonymous_id', 'satisfaction']) }},
        tickets._fivetran_synced as loaded_at
    from tickets
    left join merged
        on
            tickets.company_id = merged.company_id
            and tickets.source_system = merged.source_system
            and tickets.id = merged.id
    left join solved
        on
            tickets.company_id = solved.company_id
            and tickets.source_system = solved.source_system
            and tickets.id = solved.ticket_id
    where merged.id is null

)

select * from final
