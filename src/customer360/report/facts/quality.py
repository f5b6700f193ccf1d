"""Which rules are broken, how they did before, and what could not be used."""

from __future__ import annotations

from customer360.report.marts import ReportMarts

_RULES = """
    select
        results.company_id, results.rule_id, results.check_name, results.source_system,
        results.column_name, results.checked_rows, results.failed_rows, results.failed_share,
        results.threshold, results.severity, results.status, results.owner,
        results.run_at
    from {marts}.fct_quality_results as results
    -- a company's now can move back; the results of a later one are none of its past
    inner join {marts}.dim_companies as companies
        on results.company_id = companies.company_id and results.run_at <= companies.as_of
    order by results.company_id, results.rule_id, results.run_at
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
    """The rules of the newest run, with the failed shares of all their runs, oldest first."""
    newest = max((row["run_at"] for row in rows), default=None)
    by_rule: dict[str, list[dict]] = {}
    for row in rows:
        by_rule.setdefault(row["rule"], []).append(row)
    return [
        {**runs[-1], "history": [run["failed_share"] for run in runs]}
        for runs in by_rule.values()
        # The history keeps a rule that nobody asks any more; broken once, it is not broken now.
        if runs[-1]["run_at"] == newest
    ]
