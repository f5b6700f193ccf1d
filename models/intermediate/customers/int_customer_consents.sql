with consent_events as (

    select * from {{ ref('int_consent_events') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by company_id, customer_id, channel
            order by occurred_at desc, restriction desc, status asc
        ) as recency_rank
    from consent_events

),

final as (

    select
        company_id,
        customer_id,
        channel,
        status,
        occurred_at
    from ranked
    where recency_rank = 1

)

select * from final
