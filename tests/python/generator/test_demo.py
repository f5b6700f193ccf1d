"""ensure_demo fills an empty warehouse, completes a half demo, and steps back for real data."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from customer360 import demo
from customer360.demo import DEMO_COMPANIES, ensure_demo
from customer360.generator.calendar import LOADED_AT
from customer360.generator.companies import COMPANIES
from customer360.landing.contract import TABLES
from customer360.landing.load import land
from customer360.warehouse import DuckDBWarehouse


@pytest.fixture(scope="module", autouse=True)
def a_smaller_demo() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo, "DEMO_PEOPLE", 60)
        yield


def new_warehouse() -> DuckDBWarehouse:
    return DuckDBWarehouse(duckdb.connect())


@pytest.fixture(scope="module")
def filled() -> DuckDBWarehouse:
    """An empty warehouse after ensure_demo; only read."""
    warehouse = new_warehouse()
    ensure_demo(warehouse, enabled=True)
    return warehouse


def contents(warehouse: DuckDBWarehouse) -> dict[str, list[str]]:
    return {name: sorted(map(str, warehouse.fetch(f"from raw.{name}"))) for name in TABLES}


def companies(warehouse: DuckDBWarehouse) -> list[tuple]:
    return warehouse.fetch("select company_id, is_demo from raw.companies order by 1")


def test_the_names_are_those_of_the_generator() -> None:
    assert tuple(COMPANIES) == DEMO_COMPANIES


def test_an_empty_warehouse_gets_all_companies(filled: DuckDBWarehouse) -> None:
    assert companies(filled) == [(name, True) for name in sorted(DEMO_COMPANIES)]
    # The demo comes from files alone, and leaves the survival of values to the defaults.
    for name in set(TABLES) - {"connectors", "survivorship_rules"}:
        assert filled.fetch(f"select count(*) from raw.{name}")[0][0] > 0, name
    assert filled.fetch("select distinct loaded_at from raw.customers") == [(LOADED_AT,)]


def test_a_second_call_does_nothing(
    filled: DuckDBWarehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def must_not_run(*_: object) -> None:
        raise AssertionError("the demo was there already")

    monkeypatch.setattr(demo, "_create_demo", must_not_run)
    ensure_demo(filled, enabled=True)


def test_a_half_demo_is_completed_and_can_be_removed(
    filled: DuckDBWarehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse = new_warehouse()
    with monkeypatch.context() as killed:
        killed.setattr(demo, "DEMO_COMPANIES", DEMO_COMPANIES[2:])
        ensure_demo(warehouse, enabled=True)
    assert len(companies(warehouse)) == 2
    ensure_demo(warehouse, enabled=True)
    assert contents(warehouse) == contents(filled)
    ensure_demo(warehouse, enabled=False)
    assert companies(warehouse) == []
    assert not any(contents(warehouse).values())


def test_disabled_gives_the_empty_tables() -> None:
    warehouse = new_warehouse()
    ensure_demo(warehouse, enabled=False)
    assert companies(warehouse) == []
    assert not any(contents(warehouse).values())


def test_a_table_that_a_newer_version_reads_is_added_for_real_companies_too(
    tmp_path: Path,
) -> None:
    warehouse = new_warehouse()
    folder = tmp_path / "acme"
    folder.mkdir()
    (folder / "customers.csv").write_text("source_record_id,email\n1,anna@example.com\n")
    land(tmp_path, warehouse)
    warehouse.execute("drop table raw.audience_rules")
    ensure_demo(warehouse, enabled=True)
    assert warehouse.fetch("from raw.audience_rules") == []
    assert companies(warehouse) == [("acme", False)]


@pytest.mark.parametrize("enabled", [True, False])
def test_a_real_company_stays_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, enabled: bool
) -> None:
    warehouse = new_warehouse()
    folder = tmp_path / "acme"
    folder.mkdir()
    (folder / "customers.csv").write_text("source_record_id,email\n1,anna@example.com\n")
    monkeypatch.setattr(demo, "DEMO_COMPANIES", ("daily_letter",))
    ensure_demo(warehouse, enabled=True)
    assert companies(warehouse) == [("daily_letter", True)]
    land(tmp_path, warehouse)
    ensure_demo(warehouse, enabled=enabled)
    assert companies(warehouse) == [("acme", False)]
    assert len(warehouse.fetch("from raw.customers")) == 1


def test_the_check_loads_neither_generator_nor_loader() -> None:
    heavy = "{'numpy', 'pyarrow', 'pandas', 'customer360.generator', 'customer360.landing'}"
    code = f"import sys, customer360.demo; assert not {heavy} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
