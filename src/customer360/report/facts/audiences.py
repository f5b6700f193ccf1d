"""Whom to talk to now: audiences by channel, what they are worth, and carts that wait."""

from __future__ import annotations

from customer360.report.marts import ReportMarts, month

_MEMBERS = """
    select
        members.company_id, members.audience, members.channel,
        sum(case when members.is_control then 0 else 1 end),
        sum(case when members.is_control then 1 else 0 end),
        sum(case when members.is_control then 0 else value_model.predicted_value_12m end)
    from {marts}.fct_audience_members as members
    left join {marts}.fct_customer_value as value_model
        on members.company_id = value_model.company_id
        and members.customer_id = value_model.customer_id
    group by 1, 2, 3
    order by 1, 2, 3
"""
_PEOPLE = """
    select company_id, count(distinct customer_id)
    from {marts}.fct_audience_members
    where not is_control
    group by company_id
"""
# A rule for prospects and one for customers may share the name of an audience.
_DESCRIPTIONS = """
    select company_id, audience, description
    from {marts}.dim_audiences
    where description is not null
    order by company_id, audience, applies_to
"""
_CARTS = f"""
    select
        company_id, {month("abandoned_at")}, count(*),
        sum(case when is_recovered then 1 else 0 end),
        sum(case when not is_recovered then cart_value_reporting end)
    from {{marts}}.fct_abandoned_carts
    group by 1, 2
    order by 1, 2
"""


def audiences(marts: ReportMarts) -> dict[str, dict]:
    """{members, people, descriptions, carts} by company; people are counted once, however many
    audiences they belong to."""
    members = marts.rows(_MEMBERS, ("audience", "channel", "members", "control", "predicted"))
    people = marts.rows(_PEOPLE, ("people",))
    descriptions = marts.rows(_DESCRIPTIONS, ("audience", "text"))
    carts = marts.rows(_CARTS, ("month", "abandoned", "recovered", "lost_value"))
    return {
        company: {
            "members": members[company],
            "people": people[company][0]["people"] if company in people else 0,
            "descriptions": descriptions[company],
            "carts": carts[company],
        }
        for company in {*members, *carts}
    }
