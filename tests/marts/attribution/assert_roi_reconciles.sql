-- Under every model that credits all conversions, revenue equals theirs, and spend what was spent.
with roi as (

    select
        company_id,
        attribution_model,
        sum(attributed_revenue) as revenue,
        sum(conversions) as conversions,
        sum(spend) as spend
    from {{ ref('fct_channel_roi') }}
    group by company_id, attribution_model

),

conversions as (

    select
        company_id,
        count(*) as conversions,
        coalesce(sum(net_value_reporting), 0) as revenue
    from {{ ref('fct_conversions') }}
    group by company_id

),

spend as (

    select
        company_id,
        coalesce(sum(spend_reporting), 0) as spend
    from {{ ref('int_spend_valued') }}
    group by company_id

)

select
    roi.*,
    conversions.revenue as expected_revenue,
    spend.spend as expected_spend
from roi
left join conversions
    on roi.company_id = conversions.company_id
left join spend
    on roi.company_id = spend.company_id
where
    roi.spend != coalesce(spend.spend, 0)
    or (
        roi.attribution_model not in ('lead_creation', 'opportunity_creation')
        and (
            abs(roi.conversions - coalesce(conversions.conversions, 0)) > 1e-9 * greatest(1, roi.conversions)
            or abs(roi.revenue - coalesce(conversions.revenue, 0)) > 1e-9 * greatest(1, abs(roi.revenue))
        )
    )
