-- No use before the issue, none without an event of its own, and every use sent is told of.
with sent as (

    select
        loyalty_events.company_id,
        count(*) as use_count
    from {{ ref('stg_unioned__loyalty_events') }} as loyalty_events
    inner join {{ ref('int_companies') }} as companies
        on loyalty_events.company_id = companies.company_id
    where
        loyalty_events.event_type = 'reward_redeemed'
        and loyalty_events.occurred_at <= companies.as_of
    group by loyalty_events.company_id

),

told as (

    select
        company_id,
        count(redeemed_at) + sum(refused_uses) as use_count,
        sum(
            case
                when redeemed_at < issued_at then 1
                when (status = 'redeemed') != (redeemed_at is not null) then 1
                when refused_uses < 0 then 1
                else 0
            end
        ) as wrong_count
    from {{ ref('fct_rewards') }}
    group by company_id

)

select
    coalesce(sent.company_id, told.company_id) as company_id,
    sent.use_count as sent_count,
    told.use_count as told_count,
    told.wrong_count
from sent
full outer join told
    on sent.company_id = told.company_id
where
    coalesce(sent.use_count, 0) != coalesce(told.use_count, 0)
    or told.wrong_count > 0
