"""The companies of the warehouse: what they are called, and their now."""

from __future__ import annotations

from customer360.report.marts import ReportMarts

_COMPANIES = """
    select company_id, company_name, currency, as_of_date
    from {marts}.dim_companies
    order by company_id
"""


def companies(marts: ReportMarts) -> dict[str, dict]:
    found = marts.rows(_COMPANIES, ("name", "currency", "as_of"))
    return {company: row for company, (row,) in found.items()}
