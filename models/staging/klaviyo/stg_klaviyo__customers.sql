with people as (

    select * from {{ source('klaviyo', 'person') }}

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        id as source_record_id,

        ---------- identifiers
        email,
        phone_number as phone,

        ---------- text
        first_name,
        last_name,
        address_1 as street,
        city,
        region,
        zip as postal_code,
        coalesce(country, connection_country) as country,
        organization as company_name,
        title as occupation,

        ---------- flags
        _fivetran_deleted as is_deleted,

        ---------- times
        created as created_at,
        updated as updated_at,

        ---------- not known here
        {{ unknown_columns([
            'loyalty_id', 'anonymous_id', 'middle_name', 'full_name', 'gender', 'language', 'national_id',
            'external_customer_id', 'lead_source', 'opt_in_channel', 'opt_in', 'birth_date', 'opt_in_at',
        ]) }},
        _fivetran_synced as loaded_at
    from people

)

select * from final
