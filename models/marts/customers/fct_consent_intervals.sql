{{ config(materialized=view_or_secured_table()) }}

with intervals as (

    select * from {{ ref('int_consent_intervals') }}

),

final as (

    select
        company_id,
        customer_id,
        channel,
        valid_from,
        valid_to,
        status,
        source,
        source_system,
        source_id,
        method,
        legal_basis,
        proof_ref,
        purposes,
        jurisdictions,
        cast(event_count as integer) as event_count
    from intervals

)

select * from final
