{{ config(materialized=view_or_secured_table()) }}

with identifiers as (

    select * from {{ ref('int_identifiers_resolved') }}

),

final as (

    select
        company_id,
        id_type,
        id_value,
        customer_id,
        is_blocked,
        blocked_reason,
        record_count,
        customer_count,
        first_seen_at,
        last_seen_at
    from identifiers

)

select * from final
