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
        row_number() over (
            partition by orders.company_id, orders.source_system, orders.order_id
            order by
                case when campaigns.starts_at is null then 1 else 0 end,
                campaigns.starts_at desc,
                {{ binary_order('campaigns.campaign_id') }} asc
        ) as campaign_rank
    from orders
    inner join campaigns
        on
            orders.company_id = campaigns.company_id
            and {{ ascii_lower('orders.coupon_code') }} = {{ ascii_lower('campaigns.offer_id') }}
    where campaigns.starts_at is null or orders.ordered_at >= campaigns.starts_at

),

final as (

    select
        orders.company_id,
        orders.source_system,
        orders.order_id,
        coalesce(orders.campaign_id, redeemed.campaign_id) as campaign_id,
        redeemed.campaign_id is not null as is_redeemed,
        orders.customer_id,
        orders.order_date,
        orders.net_value_reporting
    from orders
    left join redeemed
        on
            orders.company_id = redeemed.company_id
            and orders.source_system = redeemed.source_system
            and orders.order_id = redeemed.order_id
            and redeemed.campaign_rank = 1
    where coalesce(orders.campaign_id, redeemed.campaign_id) is not null

)

select * from final
