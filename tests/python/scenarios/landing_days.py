"""Scenarios as landing folders: day by day, or all days at once with shuffled rows."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Hashable, Iterable
from pathlib import Path

from scenario import DAYS, Row, Scenario

#: The column that dates a row of each table.
_DATED_BY = {
    "customers": "created_at",
    "identity_links": "observed_at",
    "touches": "occurred_at",
    "orders": "ordered_at",
}

Table = list[dict[str, str]]


def write_day(root: Path, scenarios: Iterable[Scenario], day: int) -> None:
    """The folders that land on one day, below ``root``."""
    for scenario in scenarios:
        _write(root, scenario, _tables(scenario, [day]))


def write_all_days_shuffled(root: Path, scenarios: Iterable[Scenario]) -> None:
    """All days as one landing, the rows of each file in an order of their own."""
    for scenario in scenarios:
        tables = _tables(scenario, range(1, DAYS + 1))
        for name, rows in tables.items():
            if name == "orders":
                # Nothing in an order says which of its versions is newer: the last one lands alone.
                rows[:] = {row["order_id"]: row for row in rows}.values()
            random.Random(f"{scenario.name}/{name}").shuffle(rows)
        _write(root, scenario, tables)


def _tables(scenario: Scenario, days: Iterable[int]) -> dict[str, Table]:
    tables: dict[str, Table] = defaultdict(list)
    first_days = _first_days(scenario)
    for number in days:
        day = scenario.day(number)
        for row in day.rows:
            tables[row.table].append(_dated(row, first_days, number))
        if day.overrides is not None:
            # A list of rules is landed as a whole, and an empty one takes all rules back.
            tables["identity_overrides"] = [dict(row.columns) for row in day.overrides]
    return tables


def _dated(row: Row, first_days: dict[Hashable, int], day: int) -> dict[str, str]:
    """The row's columns with its date: the first day of a record, of a repeated event too."""
    columns = {_DATED_BY[row.table]: f"2025-03-{first_days[_identity(row)]:02} 08:00:00"}
    if row.table == "customers":
        columns["updated_at"] = f"2025-03-{day:02} 08:00:00"
    return columns | dict(row.columns)


def _first_days(scenario: Scenario) -> dict[Hashable, int]:
    last_to_first = reversed(list(enumerate(scenario.days, start=1)))
    return {_identity(row): number for number, day in last_to_first for row in day.rows}


def _identity(row: Row) -> Hashable:
    """The key of a record; an event is the same only where all of it is."""
    if row.table == "customers":
        return row.table, row.columns["source_system"], row.columns["source_record_id"]
    return row.table, tuple(sorted(row.columns.items()))


_OVERRIDE_COLUMNS = (
    *(f"{part}_{side}" for side in "ab" for part in ("source_system", "source_record_id")),
    *("link", "reason"),
)


def _write(root: Path, scenario: Scenario, tables: dict[str, Table]) -> None:
    for company in scenario.companies:
        for name, rows in tables.items():
            columns = _OVERRIDE_COLUMNS if name == "identity_overrides" else _columns(rows)
            folder = root / company
            folder.mkdir(parents=True, exist_ok=True)
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as opened:
                writer = csv.DictWriter(opened, columns)
                writer.writeheader()
                writer.writerows(rows)


def _columns(rows: Table) -> list[str]:
    return sorted({name for row in rows for name in row})
