"""SCENARIOS.md tells the scenarios as they are."""

from __future__ import annotations

from cases import SCENARIOS
from scenarios_page import PAGE, page


def test_the_page_is_that_of_the_scenarios() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run scenarios_page.py"


def test_names_of_companies_are_unique() -> None:
    companies = [company for scenario in SCENARIOS for company in scenario.companies]
    assert len(set(companies)) == len(companies)
