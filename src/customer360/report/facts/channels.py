"""What each channel brought in by every model, what it cost, and the journeys behind it."""

from __future__ import annotations

from customer360.report.marts import ReportMarts, month

#: In the order of the columns, from the simplest.
_MODELS = (
    *("first_touch", "last_touch", "last_non_direct", "linear", "position_based", "time_decay"),
    *("w_shaped", "full_path", "markov"),
)
_MOST_JOURNEYS = 12

_CREDITS = f"""
    select
        company_id, {month("conversion_date")}, attribution_model, channel,
        sum(count_credit), sum(value_credit_reporting)
    from {{marts}}.fct_attribution_touches
    where conversion_type = 'order'
    group by 1, 2, 3, 4
    order by 1, 2, 3, 4
"""
_SPEND = f"""
    select company_id, {month("activity_date")}, channel, sum(spend)
    from {{marts}}.fct_channel_roi
    -- every model shows the same spend
    where attribution_model = 'linear'
    group by 1, 2, 3
    order by 1, 2, 3
"""
_EXACT = """
    select company_id, conversion_type, attribution_model, channel, conversions, conversion_value
    from {marts}.fct_attribution_channels
    order by company_id, conversion_type, attribution_model, channel
"""
_JOURNEYS = f"""
    select company_id, path, conversions, nulls, conversion_value
    from (
        select
            company_id, path, conversions, nulls, conversion_value,
            row_number() over (
                partition by company_id order by conversions desc, nulls desc, path
            ) as place
        from {{marts}}.fct_journeys
    ) as ranked
    where place <= {_MOST_JOURNEYS} and conversions > 0
    order by company_id, place
"""
_CAMPAIGNS = f"""
    select
        activities.company_id, {month("activities.activity_date")}, activities.campaign_id,
        max(campaigns.campaign_name), max(campaigns.channel), sum(activities.sent),
        sum(activities.delivered), sum(activities.opened), sum(activities.clicked),
        sum(activities.orders)
    from {{marts}}.fct_campaign_performance as activities
    left join {{marts}}.dim_campaigns as campaigns
        on activities.company_id = campaigns.company_id
        and activities.campaign_id = campaigns.campaign_id
    group by 1, 2, 3
    order by 1, 2, 3
"""
_PAYBACK = f"""
    select
        company_id, {month("cohort_month")}, attribution_model, channel, new_customers, spend,
        net_revenue, predicted_value_12m, expected_payback_months
    from {{marts}}.fct_channel_payback
    order by 1, 2, 3, 4
"""
_EXPERIMENTS = """
    select
        lifts.company_id, lifts.campaign_id, campaigns.campaign_name, lifts.treated, lifts.control,
        lifts.treated_rate, lifts.control_rate, lifts.lift, lifts.lift_low, lifts.lift_high,
        lifts.incremental_conversions, lifts.attributed_conversions, lifts.is_lift_proven
    from {marts}.fct_experiment_lift as lifts
    left join {marts}.dim_campaigns as campaigns
        on lifts.company_id = campaigns.company_id and lifts.campaign_id = campaigns.campaign_id
    order by 1, 2
"""


def channels(marts: ReportMarts) -> dict[str, dict]:
    spend = marts.rows(_SPEND, ("month", "channel", "spend"))
    exact = marts.rows(_EXACT, ("type", "model", "channel", "conversions", "value"))
    journeys = marts.rows(_JOURNEYS, ("path", "conversions", "nulls", "value"))
    campaigns = marts.rows(
        _CAMPAIGNS,
        (
            *("month", "campaign", "name", "channel"),
            *("sent", "delivered", "opened", "clicked", "orders"),
        ),
    )
    payback = marts.rows(
        _PAYBACK,
        ("month", "model", "channel", "won", "spend", "revenue", "predicted", "payback_months"),
    )
    experiments = marts.rows(
        _EXPERIMENTS,
        (
            *("campaign", "name", "treated", "control", "treated_rate", "control_rate"),
            *("lift", "lift_low", "lift_high", "incremental", "credited", "is_proven"),
        ),
    )
    credits = marts.rows(_CREDITS, ("month", "model", "channel", "conversions", "value"))
    return {
        company: {
            "models": _MODELS,
            "credits": credits[company],
            "spend": spend[company],
            "main_type": "order",
            "exact": exact[company],
            "journeys": journeys[company],
            "campaigns": campaigns[company],
            "payback": payback[company],
            "experiments": experiments[company],
        }
        # Money that brought no order is the first thing to show.
        for company in {**credits, **spend}
    }
