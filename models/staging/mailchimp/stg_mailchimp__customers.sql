-- The newest state of a person over all lists; the id is the same in each.
with members as (

    select
        *,
        row_number() over (
            partition by company_id, source_system, id
            order by
                case when coalesce(_fivetran_deleted, false) then 2 else 1 end,
                last_changed desc nulls last,
                {{ binary_order('list_id') }}
        ) as state_rank,
        min(coalesce(timestamp_signup, timestamp_opt)) over (partition by company_id, source_system, id) as created_at
    from {{ source('mailchimp', 'member') }}

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        id as source_record_id,

        ---------- identifiers
        email_address as email,
        merge_phone as phone,

        ---------- text
        merge_fname as first_name,
        merge_lname as last_name,
        coalesce(country_code, connection_country) as country,
        language,

        ---------- flags
        _fivetran_deleted as is_deleted,

        ---------- times
        created_at,
        last_changed as updated_at,

        ---------- not known here
        {{ unknown_columns([
            'loyalty_id', 'anonymous_id', 'middle_name', 'full_name', 'gender', 'street', 'city', 'region',
            'postal_code', 'national_id', 'external_customer_id', 'company_name', 'occupation', 'lead_source',
            'opt_in_channel', 'opt_in', 'birth_date', 'opt_in_at',
        ]) }},
        _fivetran_synced as loaded_at
    from members
    where state_rank = 1

)

select * from final
