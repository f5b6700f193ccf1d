"""A landing root to write files into and a warehouse to land it in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from landing_helpers import LOADED_AT, Land, Write

from customer360.landing.load import land
from customer360.landing.report import LandingReport
from customer360.warehouse import DuckDBWarehouse, Warehouse


@pytest.fixture
def warehouse() -> Iterator[Warehouse]:
    with duckdb.connect() as connection:
        yield DuckDBWarehouse(connection)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "landing"


@pytest.fixture
def write(root: Path) -> Write:
    """Writes a file below the landing root."""

    def write(name: str, content: str | bytes) -> Path:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def land_all(root: Path, warehouse: Warehouse) -> Land:
    """Lands the root at a fixed time and checks that every row is accounted for."""

    def land_all(**options: object) -> LandingReport:
        report = land(root, warehouse, **{"loaded_at": LOADED_AT, **options})
        for company in report.companies:
            for file in company.files:
                assert file.loaded_count + file.rejected_count == file.row_count, file
        return report

    return land_all
