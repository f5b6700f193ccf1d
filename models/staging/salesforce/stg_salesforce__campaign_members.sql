with members as (

    select * from {{ source('salesforce', 'campaign_member') }}
    where not coalesce(is_deleted, false) and not coalesce(_fivetran_deleted, false)

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        campaign_id,
        id as member_id,

        ---------- who
        coalesce(contact_id, lead_id) as source_customer_id,

        ---------- text
        status,
        lead_id,

        ---------- flags
        has_responded,

        ---------- times
        coalesce(last_modified_date, created_date) as status_at,
        first_responded_date as first_responded_at,

        ---------- not known here
        {{ unknown_columns(['email', 'phone', 'loyalty_id', 'anonymous_id', 'is_control']) }},
        _fivetran_synced as loaded_at
    from members

)

select * from final
