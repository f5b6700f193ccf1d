with record_identifiers as (

    select * from {{ ref('int_record_identifiers') }}

),

blocked_identifiers as (

    select * from {{ ref('int_identifiers_blocked') }}

),

-- nobody stands for a placeholder, the mailbox of a role or what too many records share: it ties nobody
ranked as (

    select
        record_identifiers.company_id,
        record_identifiers.id_type,
        record_identifiers.id_value,
        record_identifiers.record_key,
        row_number() over (
            partition by record_identifiers.company_id, record_identifiers.id_type, record_identifiers.id_value
            order by
                record_identifiers.first_seen_at nulls last,
                {{ binary_order('record_identifiers.record_key') }}
        ) as carrier_rank
    from record_identifiers
    left join blocked_identifiers
        on
            record_identifiers.company_id = blocked_identifiers.company_id
            and record_identifiers.id_type = blocked_identifiers.id_type
            and record_identifiers.record_key = blocked_identifiers.record_key
    where blocked_identifiers.record_key is null

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
