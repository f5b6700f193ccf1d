"""The embedded warehouse: parameters, Arrow in and out, transactions, opening and locks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from customer360.project import PROJECT_ROOT
from customer360.warehouse import DuckDBWarehouse, WarehouseError, duckdb_file, open_warehouse
from customer360.warehouse.base import quoted


@pytest.fixture
def warehouse() -> Iterator[DuckDBWarehouse]:
    with duckdb.connect() as connection:
        warehouse = DuckDBWarehouse(connection)
        warehouse.execute("create table t (id bigint, name text, amount numeric(18,4))")
        yield warehouse


def test_rows_by_arrow_are_matched_by_name(warehouse: DuckDBWarehouse) -> None:
    rows = pa.table({"amount": [Decimal("1.5")], "id": [1]})
    warehouse.append_arrow("main", "t", rows)
    assert warehouse.fetch("select * from t") == [(1, None, Decimal("1.5000"))]
    found = warehouse.fetch_arrow("select * from t where id = ?", (1,))
    assert found.schema.field("amount").type == pa.decimal128(18, 4)
    assert found.num_rows == 1


def test_a_temporary_table_has_no_schema(warehouse: DuckDBWarehouse) -> None:
    name = 'odd "name"'
    for _ in range(2):
        warehouse.create_temporary_table(name, {"a b": "text"})
    warehouse.append_arrow(None, name, pa.table({"a b": ["x"]}))
    assert warehouse.fetch(f"select * from {quoted(name)}") == [("x",)]


def test_a_transaction_is_whole_or_nothing(warehouse: DuckDBWarehouse) -> None:
    with pytest.raises(KeyError), warehouse.transaction():
        warehouse.execute("insert into t (id) values (?)", (1,))
        raise KeyError
    with warehouse.transaction():
        warehouse.execute("insert into t (id) values (?)", (2,))
    assert warehouse.fetch("select id from t") == [(2,)]


def test_table_exists(warehouse: DuckDBWarehouse) -> None:
    assert warehouse.table_exists("main", "t")
    assert not warehouse.table_exists("raw", "t")


def test_the_environment_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUSTOMER360_DUCKDB", str(tmp_path / "c.duckdb"))
    monkeypatch.delenv("CUSTOMER360_TARGET", raising=False)
    with open_warehouse() as warehouse:
        assert warehouse.dialect == "duckdb"
        warehouse.execute("create table t as select 1 as a")
    with open_warehouse(read_only=True) as warehouse:
        assert warehouse.fetch("select a from t") == [(1,)]
        with pytest.raises(duckdb.Error, match="read-only"):
            warehouse.execute("drop table t")


def test_the_default_file_is_in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CUSTOMER360_DUCKDB", raising=False)
    assert duckdb_file() == PROJECT_ROOT / "customer360.duckdb"


@pytest.mark.parametrize(
    "target, file, sentence",
    [
        ("oracle", "c.duckdb", "unknown warehouse target 'oracle'"),
        ("duckdb", "no/such/folder/c.duckdb", "does not exist"),
        ("duckdb", "garbage", "cannot open the DuckDB file"),
        ("duckdb", "leads_nowhere", "cannot open the DuckDB file"),
    ],
)
def test_what_cannot_be_opened_is_said_in_one_line(
    target: str, file: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "garbage").write_bytes(b"no database" * 1000)
    # Cannot be made, by root neither, whom no permissions stop.
    (tmp_path / "leads_nowhere").symlink_to(tmp_path / "no" / "such" / "folder")
    monkeypatch.setenv("CUSTOMER360_DUCKDB", str(tmp_path / file))
    with pytest.raises(WarehouseError, match=sentence) as caught:
        open_warehouse(target)
    assert "\n" not in str(caught.value)
