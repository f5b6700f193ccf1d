with customers as (

    select * from {{ source('shopify', 'customer') }}

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
        -- what a shop's site tells other systems as the user's id
        id as external_customer_id,

        ---------- text
        first_name,
        last_name,
        connection_country as country,
        'email' as opt_in_channel,

        ---------- flags
        _fivetran_deleted as is_deleted,
        coalesce(email_marketing_consent_state = 'subscribed', accepts_marketing) as opt_in,

        ---------- times
        created_at,
        updated_at,
        coalesce(email_marketing_consent_consent_updated_at, accepts_marketing_updated_at) as opt_in_at,

        ---------- not known here
        {{ unknown_columns([
            'loyalty_id', 'anonymous_id', 'middle_name', 'full_name', 'gender', 'street', 'city', 'region',
            'postal_code', 'language', 'national_id', 'company_name', 'occupation', 'lead_source', 'birth_date',
        ]) }},
        _fivetran_synced as loaded_at
    from customers

)

select * from final
