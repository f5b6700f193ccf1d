"""Which rules are broken, how they did before, and what could not be used."""

from __future__ import annotations

from customer360.report.marts import ReportMarts

_RULES = """
    select
        company_id, rule_id, check_name, source_system, column_name, checked_rows, failed_rows,
        failed_share, threshold, severity, status, owner, run_at
    from {marts}.fct_quality_results
    order by company_id, rule_id, run_at
"""
_NAMES = (
    *("rule", "check", "system", "column", "checked", "failed", "failed_share", "threshold"),
    *("severity", "status", "owner", "run_at"),
)
# A reason names the value it is about, which may be personal: what stands in quotes is left out.
_REJECTED = """
    select
        company_id,
        table_name,
        regexp_replace(reason, '''[^'']*''|"[^"]*"', '...', 'g'),
        count(*)
    from {marts}.rejected_rows
    group by 1, 2, 3
    order by 1, 4 desc, 2, 3
"""


def quality(marts: ReportMarts) -> dict[str, dict]:
    results = marts.rows(_RULES, _NAMES)
    rejected = marts.rows(_REJECTED, ("table", "reason", "rows"))
    return {
        company: {"rules": _latest(results[company]), "rejected": rejected[company]}
        for company in {**results, **rejected}
    }


def _latest(rows: list[dict]) -> list[dict]:
    """The last result of each rule, with the failed shares of all its runs, oldest first."""
    by_rule: dict[str, list[dict]] = {}
    for row in rows:
        by_rule.setdefault(row["rule"], []).append(row)
    return [
        {**runs[-1], "history": [run["failed_share"] for run in runs]} for runs in by_rule.values()
    ]
