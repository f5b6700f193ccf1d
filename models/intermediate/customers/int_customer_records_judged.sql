{{ config(materialized='view') }}

with records as (

    select * from {{ ref('int_customer_records') }}

),

judgements as (

    select * from {{ ref('int_record_judgements') }}

),

final as (

    select
        records.company_id,
        records.customer_id,
        records.customer_no,
        records.record_no,
        records.source_system,
        records.is_deleted,
        records.is_guest,
        -- least and greatest pass over nulls
        least(records.first_seen_at, records.opt_in_at) as first_seen_at,
        greatest(records.last_seen_at, records.opt_in_at) as last_seen_at,

        ---------- what the golden record is made of, as it is compared
        records.first_name,
        records.last_name,
        coalesce(records.full_name, records.first_name || ' ' || records.last_name) as full_name,
        records.email_key as email,
        records.phone_e164 as phone,
        cast(records.birth_date as {{ dbt.type_string() }}) as birth_date,
        records.gender,
        records.street,
        records.city,
        records.region,
        records.postal_code,
        records.country,
        records.language,

        ---------- what is thought of it
        judgements.email_problem,
        judgements.phone_problem,
        judgements.address_problem,
        judgements.is_email_verified,
        judgements.is_phone_verified,
        judgements.is_document_known,
        judgements.unknown_count,
        judgements.record_rank
    from records
    inner join judgements
        on
            records.company_id = judgements.company_id
            and records.record_no = judgements.record_no

)

select * from final
