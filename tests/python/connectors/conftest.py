"""One warehouse on each target, filled by loaders and built through to the marts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from dbt_project import PROJECT_ROOT, DbtProject
from odd_rows import write_odd_companies
from postgres_server import temporary_database
from raw_companies import land_companies, write_raw_tables
from whole_build import Build

TARGETS = ("duckdb", "postgres")


@pytest.fixture(scope="session")
def builds(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: dict[str, str]
) -> Iterator[dict[str, Build]]:
    """The hand-made companies, the shared samples where they are there, and those of odd files."""
    work = tmp_path_factory.mktemp("connectors")
    write_odd_companies(work / "odd", seed=12)
    with temporary_database(postgres_server) as postgres:
        place = {"CUSTOMER360_DUCKDB": str(work / "customer360.duckdb"), **postgres}
        project = DbtProject(PROJECT_ROOT, work, {**place, "CUSTOMER360_DEMO": "false"})
        built = {target: Build(project, target) for target in TARGETS}
        for build in built.values():
            with build.warehouse() as warehouse:
                write_raw_tables(warehouse)
                land_companies(warehouse, Path(work / "landing"))
            build.land(work / "odd")
            build.make_marts()
        yield built


@pytest.fixture(params=TARGETS)
def build(request: pytest.FixtureRequest, builds: dict[str, Build]) -> Build:
    return builds[request.param]
