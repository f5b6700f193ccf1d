-- Contacts and leads; those that lost a merge stay as deleted records, tied by an identity link.
with accounts as (

    select * from {{ source('salesforce', 'account') }}

),

contacts as (

    select * from {{ source('salesforce', 'contact') }}

),

people as (

    select
        contacts.company_id,
        contacts.source_system,
        contacts.id,
        contacts.email,
        contacts.phone,
        contacts.mobile_phone,
        contacts.first_name,
        contacts.last_name,
        contacts.name,
        contacts.title,
        accounts.name as company_name,
        contacts.lead_source,
        contacts.mailing_street as street,
        contacts.mailing_city as city,
        contacts.mailing_state as state,
        contacts.mailing_postal_code as postal_code,
        coalesce(contacts.mailing_country_code, contacts.mailing_country, contacts.connection_country) as country,
        contacts.has_opted_out_of_email,
        contacts.created_date,
        contacts.last_modified_date,
        contacts.master_record_id,
        contacts.is_deleted,
        contacts._fivetran_deleted,
        contacts._fivetran_synced
    from contacts
    left join accounts
        on
            contacts.company_id = accounts.company_id
            and contacts.source_system = accounts.source_system
            and contacts.account_id = accounts.id

    union all

    select
        company_id,
        source_system,
        id,
        email,
        phone,
        mobile_phone,
        first_name,
        last_name,
        name,
        title,
        company as company_name,
        lead_source,
        street,
        city,
        state,
        postal_code,
        coalesce(country_code, country, connection_country) as country,
        has_opted_out_of_email,
        created_date,
        last_modified_date,
        master_record_id,
        is_deleted,
        _fivetran_deleted,
        _fivetran_synced
    from {{ source('salesforce', 'lead') }}

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        id as source_record_id,

        ---------- identifiers
        email,
        coalesce(mobile_phone, phone) as phone,

        ---------- text
        first_name,
        last_name,
        case when first_name is null and last_name is null then name end as full_name,
        street,
        city,
        state as region,
        postal_code,
        country,
        company_name,
        title as occupation,
        lead_source,
        'email' as opt_in_channel,

        ---------- flags
        coalesce(is_deleted, false) or coalesce(_fivetran_deleted, false) or master_record_id is not null
            as is_deleted,
        -- not opting out is no consent
        case when has_opted_out_of_email then false end as opt_in,

        ---------- times
        created_date as created_at,
        last_modified_date as updated_at,
        last_modified_date as opt_in_at,

        ---------- not known here
        {{ unknown_columns([
            'loyalty_id', 'anonymous_id', 'middle_name', 'gender', 'language', 'national_id',
            'external_customer_id', 'birth_date',
        ]) }},
        _fivetran_synced as loaded_at
    from people

)

select * from final
