-- People as their newest identify event describes them.
with identifies as (

    select
        *,
        row_number() over (
            partition by company_id, source_system, user_id
            order by timestamp desc, {{ binary_order('id') }}
        ) as newest_rank,
        min(timestamp) over (partition by company_id, source_system, user_id) as created_at
    from {{ source('segment', 'identifies') }}
    where user_id is not null

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        user_id as source_record_id,

        ---------- identifiers
        email,
        phone,
        user_id as external_customer_id,

        ---------- text
        first_name,
        last_name,
        case when first_name is null and last_name is null then name end as full_name,
        coalesce(country, connection_country) as country,
        company as company_name,

        ---------- times
        created_at,
        timestamp as updated_at,

        ---------- not known here
        {{ unknown_columns([
            'loyalty_id', 'anonymous_id', 'middle_name', 'gender', 'street', 'city', 'region', 'postal_code',
            'language', 'national_id', 'occupation', 'lead_source', 'opt_in_channel', 'is_deleted', 'opt_in',
            'birth_date', 'opt_in_at',
        ]) }},
        _fivetran_synced as loaded_at
    from identifies
    where newest_rank = 1

)

select * from final
