{{ config(materialized=view_or_secured_table()) }}

with customer_records as (

    select * from {{ ref('int_customer_records') }}

),

final as (

    select
        company_id,
        source_system,
        source_record_id,
        customer_id,
        linked_by,
        confidence,
        is_guest,
        is_deleted,
        first_seen_at,
        last_seen_at
    from customer_records

)

select * from final
