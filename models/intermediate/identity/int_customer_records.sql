with records as (

    select * from {{ ref('int_identity_records') }}

),

clusters as (

    select * from {{ ref('int_records_clustered') }}

),

final as (

    select
        records.*,
        clusters.customer_id,
        clusters.customer_no,
        clusters.record_no,
        clusters.linked_by,
        clusters.confidence
    from records
    inner join clusters
        on
            records.company_id = clusters.company_id
            and records.record_key = clusters.record_key

)

select * from final
