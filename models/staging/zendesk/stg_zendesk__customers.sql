-- Those who ask; the staff who answer are no customers.
with users as (

    select * from {{ source('zendesk', 'user') }}
    where coalesce(role, 'end-user') = 'end-user'

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
        external_id as external_customer_id,

        ---------- text
        name as full_name,
        connection_country as country,
        locale as language,

        ---------- flags
        coalesce(_fivetran_deleted, false) or not coalesce(active, true) as is_deleted,

        ---------- times
        created_at,
        updated_at,

        ---------- not known here
        {{ unknown_columns([
            'loyalty_id', 'anonymous_id', 'first_name', 'middle_name', 'last_name', 'gender', 'street', 'city',
            'region', 'postal_code', 'national_id', 'company_name', 'occupation', 'lead_source',
            'opt_in_channel', 'opt_in', 'birth_date', 'opt_in_at',
        ]) }},
        _fivetran_synced as loaded_at
    from users

)

select * from final
