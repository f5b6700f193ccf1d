"""SCENARIOS.md from the scenarios themselves; run as a program, it writes the file."""

from __future__ import annotations

from pathlib import Path

from cases import SCENARIOS, THEMES
from scenario import Scenario

PAGE = Path(__file__).resolve().parents[3] / "SCENARIOS.md"

_INTRODUCTION = f"""\
# Scenarios of identity

{len(SCENARIOS)} named cases of who is who. Each is a company of its own; all share one warehouse
and are replayed day by day, on DuckDB and on PostgreSQL: rows land, `dbt build` runs, and the
marts are held against what is expected of that day. Rows and expectations:
`tests/python/scenarios/cases`.

Of every scenario it must also be true, on every day, that

* every record is in one customer, no customer in two companies, none has more than 50 records;
* a customer whose records did not change keeps its id, and an id never goes over to other people;
* every id ever given out leads to a customer of today, and one that is in use to itself;
* the history is only added to, and leads from the first customers to those of the day;
* a day on which nothing lands changes nothing;
* both warehouses say the same; and all days landed at once, with shuffled rows, give the same
  customers with the same ids.

What is not reached yet stands under [Open](#open): the tests expect exactly that to fail. This page
is written by `python tests/python/scenarios/scenarios_page.py`, and a test compares.
"""


def page() -> str:
    parts = [_INTRODUCTION]
    for title, theme in THEMES.items():
        rows = [_row(scenario) for scenario in theme.SCENARIOS]
        head = ["| scenario | what happens | what it proves | days |", "|---|---|---|---|"]
        parts.append("\n".join([f"## {title}\n", *head, *rows]) + "\n")
    gaps = sorted({(s.name, reason) for s in SCENARIOS for reason in _reasons(s)})
    lines = [f"* `{name}`: {reason}." for name, reason in gaps] or ["Nothing."]
    parts.append("\n".join(["## Open\n", *lines]) + "\n")
    return "\n".join(parts)


def _row(scenario: Scenario) -> str:
    cells = (f"`{scenario.name}`", scenario.happens, scenario.proves, str(len(scenario.days)))
    return f"| {' | '.join(cells)} |"


def _reasons(scenario: Scenario) -> set[str]:
    return {reason for day in scenario.days for reason in day.known_gaps.values()}


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
