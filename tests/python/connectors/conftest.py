"""One warehouse on each target, filled by loaders and built through to the marts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from dbt_project import PROJECT_ROOT, DbtProject
from postgres_server import temporary_database
from raw_companies import land_companies, write_raw_tables

from customer360.warehouse import Warehouse, open_warehouse

TARGETS = ("duckdb", "postgres")


@dataclass(frozen=True)
class Build:
    """One warehouse of its own."""

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

    def make_marts(self) -> None:
        without = [
            part for kind in ("test", "unit_test") for part in ("--exclude-resource-type", kind)
        ]
        self.project.must_run("build", *without, target=self.target)


@pytest.fixture(scope="session")
def builds(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: dict[str, str]
) -> Iterator[dict[str, Build]]:
    """The hand-made companies, and the shared samples where they are there, on both targets."""
    work = tmp_path_factory.mktemp("connectors")
    with temporary_database(postgres_server) as postgres:
        place = {"CUSTOMER360_DUCKDB": str(work / "customer360.duckdb"), **postgres}
        project = DbtProject(PROJECT_ROOT, work, {**place, "CUSTOMER360_DEMO": "false"})
        built = {target: Build(project, target) for target in TARGETS}
        for build in built.values():
            with build.warehouse() as warehouse:
                write_raw_tables(warehouse)
                land_companies(warehouse, Path(work / "landing"))
            build.make_marts()
        yield built


@pytest.fixture(params=TARGETS)
def build(request: pytest.FixtureRequest, builds: dict[str, Build]) -> Build:
    return builds[request.param]
