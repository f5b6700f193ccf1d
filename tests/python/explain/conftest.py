"""Warehouses to explain from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from explain_warehouse import build

from customer360.explain import Marts
from customer360.warehouse import DuckDBWarehouse


@pytest.fixture
def marts() -> Iterator[Marts]:
    with duckdb.connect() as connection:
        build(connection)
        yield Marts(DuckDBWarehouse(connection))


@pytest.fixture(scope="session")
def warehouse_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same tables in a file, with and without a prefix of the schemas."""
    file = tmp_path_factory.mktemp("explain") / "built.duckdb"
    with duckdb.connect(str(file)) as connection:
        build(connection)
        build(connection, "Ana-1_")
    return file
