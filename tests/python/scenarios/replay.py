"""The scenarios on a warehouse: one landing and one build a day for all of them, or all at once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from cases import SCENARIOS
from dbt_project import PROJECT_ROOT, DbtProject
from landing_days import write_all_days_shuffled, write_day
from observed import Observed, observe
from scenario import DAYS

from customer360.landing.load import land
from customer360.warehouse import open_warehouse

#: What the tests read, and what that needs; no tests of dbt.
_MARTS = (
    *("--select", "+bridge_customer_records", "+bridge_customer_identifiers"),
    *("+bridge_customer_ids", "+fct_identity_changes", "+int_customers_housed"),
    *("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"),
)


@dataclass(frozen=True)
class Replay:
    """What was seen after each day, by company; day 1 is the first."""

    days: tuple[dict[str, Observed], ...]

    def after(self, day: int, company: str) -> Observed:
        return self.days[day - 1][company]

    def before(self, day: int, company: str) -> Observed:
        """After the day before; before the first day there is nothing."""
        return self.after(day - 1, company) if day > 1 else Observed()


def replay(target: str, work: Path, place: dict[str, str]) -> Replay:
    """All days one after the other, in the warehouse to which the variables ``place`` lead."""
    project = _project(work, place)
    days = []
    for day in range(1, DAYS + 1):
        root = work / f"day_{day}"
        root.mkdir()
        write_day(root, SCENARIOS, day)
        days.append(_land_and_build(project, target, root, day))
    return Replay(tuple(days))


def all_at_once(target: str, work: Path, place: dict[str, str]) -> dict[str, Observed]:
    """All days in one landing and one build, the rows of each file shuffled."""
    root = work / "all_days"
    root.mkdir()
    write_all_days_shuffled(root, SCENARIOS)
    return _land_and_build(_project(work, place), target, root, DAYS)


def _project(work: Path, place: dict[str, str]) -> DbtProject:
    return DbtProject(PROJECT_ROOT, work, {**place, "CUSTOMER360_DEMO": "false"})


def _land_and_build(project: DbtProject, target: str, root: Path, day: int) -> dict[str, Observed]:
    with patch.dict(os.environ, project.environment), open_warehouse(target) as warehouse:
        report = land(root, warehouse, loaded_at=datetime(2025, 3, day, 23))
    assert report.is_all_usable, report
    project.must_run("build", *_MARTS, target=target)
    with patch.dict(os.environ, project.environment), open_warehouse(target) as warehouse:
        return observe(warehouse)
