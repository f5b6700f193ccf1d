"""The demo companies give the same marts on DuckDB and PostgreSQL, however often they are built."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from unittest.mock import patch

import pytest
from dbt_project import DbtProject
from marts_hash import marts_hash, ordered_rows

from customer360.warehouse import open_warehouse

TARGETS = ("duckdb", "postgres")

#: Rows of one warehouse only that a failure shows for each table.
SHOWN = 3


@pytest.fixture(scope="module")
def built(project, demo_warehouse: Path):
    """The project after two builds on each warehouse, one with dbt's tests, and both's hashes."""
    shutil.copy(demo_warehouse, project.environment["CUSTOMER360_DUCKDB"])
    hashes = {
        "duckdb": (_hash(project, "duckdb"), _hash_after(project, "duckdb", "build")),
        "postgres": tuple(_hash_after(project, "postgres", how) for how in ("build", "run")),
    }
    return project, hashes


def _hash_after(project: DbtProject, target: str, command: str):
    # With the threads of profiles.yml, as users build.
    project.must_run(command, "--threads", "4", target=target)
    return _hash(project, target)


def _hash(project: DbtProject, target: str):
    return _with_warehouse(project, target, marts_hash)


def _with_warehouse(project: DbtProject, target: str, function):
    with patch.dict(os.environ, project.environment), open_warehouse(target) as warehouse:
        return function(warehouse)


def test_there_are_marts_with_rows(built):
    _, hashes = built
    first, _ = hashes["duckdb"]
    assert first
    assert any(table.row_count for table in first.values())


@pytest.mark.parametrize("target", TARGETS)
def test_a_second_build_changes_nothing(built, target):
    _, hashes = built
    first, second = hashes[target]
    assert second == first


def test_both_warehouses_hold_the_same_rows(built):
    project, hashes = built
    duckdb, postgres = (hashes[target][0] for target in TARGETS)
    assert set(duckdb) == set(postgres)
    differing = [table for table in duckdb if duckdb[table] != postgres[table]]
    assert not differing, "\n".join(_difference(project, table) for table in differing)


def test_amounts_keep_their_scale_on_postgres(built):
    """A case or a union with a null loses it there, unless it is cast."""
    project, _ = built
    unscaled = """
        select table_schema, table_name, column_name from information_schema.columns
        where data_type = 'numeric' and numeric_scale is null
            and table_schema in ('intermediate', 'marts')
    """
    assert _with_warehouse(project, "postgres", lambda warehouse: warehouse.fetch(unscaled)) == []


def _difference(project: DbtProject, table: str) -> str:
    rows = {
        target: set(_with_warehouse(project, target, lambda w: ordered_rows(w, "marts", table)))
        for target in TARGETS
    }
    lines = [table]
    for target, other in (TARGETS, reversed(TARGETS)):
        only = sorted(rows[target] - rows[other])
        lines += [f"  {len(only)} only on {target}", *(f"    {row}" for row in only[:SHOWN])]
    return "\n".join(lines)
