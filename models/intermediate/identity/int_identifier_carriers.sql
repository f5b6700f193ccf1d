with record_identifiers as (

    select * from {{ ref('int_record_identifiers') }}

),

ranked as (

    select
        company_id,
        id_type,
        id_value,
        record_key,
        row_number() over (
            partition by company_id, id_type, id_value
            order by first_seen_at nulls last, {{ binary_order('record_key') }}
        ) as carrier_rank
    from record_identifiers

),

-- one record stands for the identifier; the others that carry it meet it in the comparison
final as (

    select
        company_id,
        id_type,
        id_value,
        record_key
    from ranked
    where carrier_rank = 1

)

select * from final
