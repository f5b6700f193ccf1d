-- By day and model, what the channels are credited with is what was converted.
with roi as (

    select
        company_id,
        activity_date,
        attribution_model,
        sum(attributed_revenue) as revenue
    from {{ ref('fct_channel_roi') }}
    where attribution_model not in ('lead_creation', 'opportunity_creation')
    group by company_id, activity_date, attribution_model

),

conversions as (

    select
        company_id,
        conversion_date,
        coalesce(sum(net_value_reporting), 0) as revenue
    from {{ ref('fct_conversions') }}
    group by company_id, conversion_date

)

select
    roi.*,
    conversions.revenue as expected
from roi
left join conversions
    on
        roi.company_id = conversions.company_id
        and roi.activity_date = conversions.conversion_date
where abs(roi.revenue - coalesce(conversions.revenue, 0)) > 1e-9 * greatest(1, abs(roi.revenue))
