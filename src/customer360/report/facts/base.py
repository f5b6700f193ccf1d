"""How many customers there really are, and which systems know the same people."""

from __future__ import annotations

from collections import defaultdict

from customer360.report.marts import ReportMarts

#: How the mart names the company as a whole, beside its systems.
_ALL = "(all)"

_SIZES = """
    select company_id, source_system, step, size
    from {marts}.fct_base_sizes
    order by company_id, source_system, step_number
"""
_OVERLAPS = """
    select company_id, source_system, other_system, customer_count, share_of_system, only_here_count
    from {marts}.fct_source_overlaps
    order by company_id, source_system, other_system
"""
_HOUSEHOLDS = "select company_id, count(*) from {marts}.dim_households group by company_id"
_RECORDS_EACH = """
    select company_id, least(record_count, 6), count(*)
    from {marts}.dim_customers
    group by 1, 2
    order by 1, 2
"""


def base(marts: ReportMarts) -> dict[str, dict]:
    """{records, customers, contactable, active, households, systems, overlaps, records_each} by
    company; of records_each, the last row holds the people with that many records or more."""
    overlaps = marts.rows(_OVERLAPS, ("system", "other", "customers", "share", "only"))
    households = marts.rows(_HOUSEHOLDS, ("households",))
    records_each = marts.rows(_RECORDS_EACH, ("records", "customers"))
    found = {}
    for company, rows in marts.rows(_SIZES, ("system", "step", "size")).items():
        sizes: dict[str, dict] = defaultdict(dict)
        for row in rows:
            sizes[row["system"]][row["step"]] = row["size"]
        # Of a system with itself, the mart counts the people that no other system knows.
        only = {row["system"]: row["only"] for row in overlaps[company] if _is_own(row)}
        systems = [
            {"name": system, **steps, "only": only.get(system, 0)}
            for system, steps in sizes.items()
            if system != _ALL
        ]
        found[company] = {
            **sizes[_ALL],
            "households": households[company][0]["households"] if company in households else 0,
            "systems": sorted(systems, key=lambda system: (-system["customers"], system["name"])),
            "overlaps": [row for row in overlaps[company] if not _is_own(row)],
            "records_each": records_each[company],
        }
    return found


def _is_own(row: dict) -> bool:
    return row["system"] == row["other"]
