with campaigns as (

    select * from {{ ref('int_campaigns') }}

),

final as (

    select
        company_id,
        campaign_id,
        campaign_name,
        channel,
        parent_campaign_id,
        objective,
        offer_id,
        utm_source,
        utm_medium,
        utm_campaign,
        holdout_share,
        budget,
        actual_cost,
        currency,
        actual_cost_reporting,
        source_count,
        starts_at,
        ends_at
    from campaigns

)

select * from final
