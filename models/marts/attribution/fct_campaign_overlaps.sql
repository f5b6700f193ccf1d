with messages as (

    select * from {{ ref('int_messages') }}

),

campaign_touches as (

    select * from {{ ref('int_campaign_touches') }}

),

reached as (

    select
        company_id,
        campaign_id,
        customer_id
    from messages
    where campaign_id is not null and customer_id is not null and is_delivered = 1

    union

    select
        company_id,
        campaign_id,
        customer_id
    from campaign_touches
    where customer_id is not null

),

audiences as (

    select
        company_id,
        campaign_id,
        count(*) as customer_count
    from reached
    group by company_id, campaign_id

),

pairs as (

    select
        reached.company_id,
        reached.campaign_id,
        others.campaign_id as other_campaign_id,
        count(*) as shared_customers
    from reached
    inner join reached as others
        on
            reached.company_id = others.company_id
            and reached.customer_id = others.customer_id
            and reached.campaign_id != others.campaign_id
    group by reached.company_id, reached.campaign_id, others.campaign_id

),

final as (

    select
        pairs.company_id,
        pairs.campaign_id,
        pairs.other_campaign_id,
        audiences.customer_count,
        pairs.shared_customers,
        {{ safe_divide('pairs.shared_customers', 'audiences.customer_count') }} as shared_share
    from pairs
    inner join audiences
        on
            pairs.company_id = audiences.company_id
            and pairs.campaign_id = audiences.campaign_id

)

select * from final
