with intervals as (

    select * from {{ ref('int_consent_intervals') }}

),

-- saying the same again begins nothing
compared as (

    select
        *,
        lag(status) over (
            partition by company_id, customer_id, channel
            order by valid_from
        ) as previous_status
    from intervals

),

final as (

    select
        company_id,
        customer_id,
        channel,
        max(case when valid_to is null then status end) as status,
        max(case when previous_status is null or previous_status != status then valid_from end) as status_from
    from compared
    group by company_id, customer_id, channel

)

select * from final
