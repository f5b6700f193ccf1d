with intervals as (

    select * from {{ ref('int_consent_intervals') }}

),

final as (

    select
        company_id,
        customer_id,
        channel,
        status,
        valid_from as occurred_at
    from intervals
    where valid_to is null

)

select * from final
