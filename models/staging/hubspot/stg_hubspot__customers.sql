-- A contact that was merged into another stays as a deleted record; the merge itself is an identity link.
with contacts as (

    select * from {{ source('hubspot', 'contact') }}

),

merged_contacts as (

    select * from {{ ref('stg_hubspot__contact_merges') }}

),

final as (

    select
        ---------- key
        contacts.company_id,
        contacts.source_system,
        contacts.id as source_record_id,

        ---------- identifiers
        contacts.property_email as email,
        contacts.property_phone as phone,

        ---------- text
        contacts.property_firstname as first_name,
        contacts.property_lastname as last_name,
        contacts.property_address as street,
        contacts.property_city as city,
        contacts.property_state as region,
        contacts.property_zip as postal_code,
        coalesce(contacts.property_country, contacts.connection_country) as country,
        contacts.property_hs_language as language,
        contacts.property_company as company_name,
        contacts.property_jobtitle as occupation,
        contacts.property_hs_analytics_source as lead_source,
        'email' as opt_in_channel,

        ---------- flags
        coalesce(contacts._fivetran_deleted, false) or merged_contacts.contact_id is not null as is_deleted,
        -- not opting out is no consent
        case when contacts.property_hs_email_optout then false end as opt_in,

        ---------- times
        contacts.property_createdate as created_at,
        contacts.property_lastmodifieddate as updated_at,
        contacts.property_lastmodifieddate as opt_in_at,

        ---------- not known here
        {{ unknown_columns([
            'loyalty_id', 'anonymous_id', 'middle_name', 'full_name', 'gender', 'national_id',
            'external_customer_id', 'birth_date',
        ]) }},
        contacts._fivetran_synced as loaded_at
    from contacts
    left join merged_contacts
        on
            contacts.company_id = merged_contacts.company_id
            and contacts.source_system = merged_contacts.source_system
            and contacts.id = merged_contacts.merged_contact_id

)

select * from final
