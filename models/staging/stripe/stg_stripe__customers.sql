with customers as (

    select * from {{ source('stripe', 'customer') }}

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        id as source_record_id,

        ---------- identifiers
        email,
        phone,

        ---------- text
        name as full_name,
        address_line_1 as street,
        address_city as city,
        address_state as region,
        address_postal_code as postal_code,
        coalesce(address_country, connection_country) as country,

        ---------- flags
        coalesce(is_deleted, false) or coalesce(_fivetran_deleted, false) as is_deleted,

        ---------- times
        created as created_at,

        ---------- not known here
        {{ unknown_columns([
            'loyalty_id', 'anonymous_id', 'first_name', 'middle_name', 'last_name', 'gender', 'language',
            'national_id', 'external_customer_id', 'company_name', 'occupation', 'lead_source',
            'opt_in_channel', 'opt_in', 'birth_date', 'updated_at', 'opt_in_at',
        ]) }},
        _fivetran_synced as loaded_at
    from customers

)

select * from final
