"""Whole builds: land folders, run dbt, read the marts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from dbt_project import DbtProject

from customer360.landing.load import land
from customer360.warehouse import Warehouse, open_warehouse

LOADED_AT = datetime(2026, 1, 1)


@dataclass(frozen=True)
class Build:
    """One warehouse of its own, from landing folders to marts."""

    project: DbtProject
    target: str

    @contextmanager
    def warehouse(self) -> Iterator[Warehouse]:
        with (
            patch.dict(os.environ, self.project.environment),
            open_warehouse(self.target) as opened,
        ):
            yield opened

    def fetch(self, query: str) -> list[tuple[Any, ...]]:
        with self.warehouse() as warehouse:
            return warehouse.fetch(query)

    def land(self, root: Path) -> None:
        with self.warehouse() as warehouse:
            report = land(root, warehouse, loaded_at=LOADED_AT)
        assert report.is_all_usable

    def make_marts(self, *select: str) -> None:
        """Seeds and models, all or those selected; their tests run elsewhere on the same data."""
        without = [
            part for kind in ("test", "unit_test") for part in ("--exclude-resource-type", kind)
        ]
        chosen = ("--select", *select) if select else ()
        self.project.must_run("build", *chosen, *without, target=self.target)

    def test_marts(self) -> None:
        self.project.must_run("test", "--select", "test_type:data", target=self.target)
