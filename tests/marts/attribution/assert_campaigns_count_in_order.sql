-- Nothing arrives that was not sent, and nothing is opened or clicked that did not arrive.
select *
from {{ ref('fct_campaign_performance') }}
where
    delivered > sent
    or opened > delivered
    or clicked > opened
    or unsubscribed > delivered
    or (sent = 0 and delivery_rate is not null)
    or redeemed > orders
