with orders as (

    select * from {{ ref('int_orders_valued') }}
    where status != 'cancelled'

),

campaigns as (

    select * from {{ ref('int_campaigns') }}

),

-- an offer that comes again belongs to the campaign that was running, or ran last
redeemed as (

    select
        orders.company_id,
        orders.source_system,
        orders.order_id,
        campaigns.campaign_id,
        orders.customer_id,
        orders.order_date,
        orders.net_value_reporting,
        row_number() over (
            partition by orders.company_id, orders.source_system, orders.order_id
            order by
                case when campaigns.campaign_id = orders.campaign_id then 0 else 1 end,
                case when campaigns.ends_at < orders.ordered_at then 1 else 0 end,
                case when campaigns.ends_at < orders.ordered_at then campaigns.ends_at end desc,
                case when campaigns.starts_at is null then 1 else 0 end,
                campaigns.starts_at desc,
                {{ binary_order('campaigns.campaign_id') }} asc
        ) as campaign_rank
    from orders
    inner join campaigns
        on
            orders.company_id = campaigns.company_id
            and {{ ascii_lower('orders.coupon_code') }} = {{ ascii_lower('campaigns.offer_id') }}
    where
        campaigns.starts_at is null
        or orders.ordered_at >= campaigns.starts_at
        or campaigns.campaign_id = orders.campaign_id

),

-- an order may name one campaign and redeem the offer of another: it counts for both
campaign_orders as (

    select
        company_id,
        source_system,
        order_id,
        campaign_id,
        0 as is_redeemed,
        customer_id,
        order_date,
        net_value_reporting
    from orders
    where campaign_id is not null

    union all

    select
        company_id,
        source_system,
        order_id,
        campaign_id,
        1 as is_redeemed,
        customer_id,
        order_date,
        net_value_reporting
    from redeemed
    where campaign_rank = 1

),

final as (

    select
        company_id,
        source_system,
        order_id,
        campaign_id,
        max(is_redeemed) = 1 as is_redeemed,
        customer_id,
        order_date,
        net_value_reporting
    from campaign_orders
    group by
        company_id,
        source_system,
        order_id,
        campaign_id,
        customer_id,
        order_date,
        net_value_reporting

)

select * from final
