"""Gathers the facts of every company and writes the report."""

from __future__ import annotations

from pathlib import Path

from customer360.report.facts.audiences import audiences
from customer360.report.facts.base import base
from customer360.report.facts.channels import channels
from customer360.report.facts.companies import companies
from customer360.report.facts.identity import identity
from customer360.report.facts.lifecycle import lifecycle
from customer360.report.facts.quality import quality
from customer360.report.marts import ReportMarts
from customer360.report.page import report_page
from customer360.warehouse import Warehouse

#: Part of a company -> what reads it. A part whose marts were not built is null in the page.
PARTS = {
    "base": base,
    "lifecycle": lifecycle,
    "channels": channels,
    "audiences": audiences,
    "quality": quality,
    "identity": identity,
}


def report_facts(warehouse: Warehouse, schema_prefix: str = "") -> dict:
    """{"companies": [{id, name, currency, as_of, months, base, lifecycle, ...}, ...]}.

    Raises WarehouseError where no mart has been built.
    """
    marts = ReportMarts(warehouse, schema_prefix)
    named = companies(marts)
    parts = {part: read(marts) for part, read in PARTS.items()}
    found = []
    for company, row in named.items():
        own = {part: facts.get(company) for part, facts in parts.items()}
        found.append({"id": company, **row, "months": _months(own, row["as_of"][:7]), **own})
    return {"companies": found}


def write_report(warehouse: Warehouse, file: Path, schema_prefix: str = "") -> None:
    """Write the report; the file appears whole or not at all."""
    text = report_page(report_facts(warehouse, schema_prefix))
    unfinished = file.with_name(f".{file.name}.unfinished")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(file)


def _months(parts: object, last: str) -> list[str]:
    """Every month of the facts up to the company's now, as YYYY-MM."""
    seen: set[str] = {last}

    def collect(node: object) -> None:
        if isinstance(node, dict):
            month = node.get("month")
            if isinstance(month, str):
                seen.add(month)
            for value in node.values():
                collect(value)
        elif isinstance(node, list):
            for value in node:
                collect(value)

    collect(parts)
    return sorted(month for month in seen if month <= last)
