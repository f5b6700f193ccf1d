"""A small dbt project written by the test itself, with this project's macros and targets."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dbt_project import PROJECT_ROOT, DbtProject
from postgres_server import connect, temporary_database

TARGETS = ("duckdb", "postgres")

_DBT_PROJECT = """
name: scratch
profile: customer360
model-paths: [models, python_models]
flags: {send_anonymous_usage_stats: false}
models: {+schema: marts}
seeds: {+schema: seeds}
dispatch:
  - macro_namespace: customer360
    search_order: [scratch]
"""


class Scratch:
    """A scratch project; query its two warehouses with ``fetch``."""

    def __init__(self, root: Path, postgres: dict[str, str]) -> None:
        duckdb_file = {"CUSTOMER360_DUCKDB": str(root / "scratch.duckdb")}
        self.dbt = DbtProject(root, root, {**postgres, **duckdb_file, "CUSTOMER360_DEMO": "false"})

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            path = self.dbt.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def fetch(self, target: str, query: str) -> list[tuple[Any, ...]]:
        environment = self.dbt.environment
        if target == "duckdb":
            with duckdb.connect(environment["CUSTOMER360_DUCKDB"]) as connection:
                return connection.execute(query).fetchall()
        connection = connect(environment)
        try:
            with connection.cursor() as cursor:
                cursor.execute(query)
                return cursor.fetchall()
        finally:
            connection.close()


@pytest.fixture(scope="session")
def make_scratch(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: dict[str, str]
) -> Iterator[Callable[[dict[str, str]], Scratch]]:
    """A function from the files of a project to that project, on one database for all of them."""
    with temporary_database(postgres_server) as postgres:

        def make(files: dict[str, str]) -> Scratch:
            root = tmp_path_factory.mktemp("scratch")
            hooks = shutil.ignore_patterns("_macros.yml", "require_landed_companies.sql")
            shutil.copytree(PROJECT_ROOT / "macros", root / "macros", ignore=hooks)
            shutil.copytree(PROJECT_ROOT / "tests/generic", root / "tests/generic")
            shutil.copy(PROJECT_ROOT / "profiles.yml", root)
            scratch = Scratch(root, {**postgres, "CUSTOMER360_SCHEMA_PREFIX": f"{root.name}_"})
            scratch.write({"dbt_project.yml": _DBT_PROJECT, **files})
            return scratch

        yield make
