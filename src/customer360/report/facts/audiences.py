"""Whom to talk to now: audiences by channel, and carts that wait for a message."""

from __future__ import annotations

from customer360.report.marts import ReportMarts, month

_MEMBERS = """
    select
        company_id, audience, channel,
        sum(case when is_control then 0 else 1 end),
        sum(case when is_control then 1 else 0 end)
    from {marts}.fct_audience_members
    group by company_id, audience, channel
    order by company_id, audience, channel
"""
_CARTS = f"""
    select
        company_id, {month("abandoned_at")}, count(*),
        sum(case when is_recovered then 1 else 0 end),
        sum(case when is_recovered then 0 else cart_value_reporting end)
    from {{marts}}.fct_abandoned_carts
    group by 1, 2
    order by 1, 2
"""


def audiences(marts: ReportMarts) -> dict[str, dict]:
    members = marts.rows(_MEMBERS, ("audience", "channel", "members", "control"))
    carts = marts.rows(_CARTS, ("month", "abandoned", "recovered", "lost_value"))
    return {
        company: {"members": members[company], "carts": carts[company]}
        for company in {*members, *carts}
    }
