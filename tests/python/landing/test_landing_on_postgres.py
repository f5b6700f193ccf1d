"""The same typed rows on PostgreSQL as on DuckDB."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import psycopg2
import pytest
from landing_helpers import LOADED_AT, Land, Write, raw_contents
from test_landing_again import FOLDER
from test_landing_files import POISONS

from customer360.landing.load import land
from customer360.landing.raw_schema import all_raw_tables
from customer360.warehouse import PostgresWarehouse, Warehouse, WarehouseError

ODD_TEXT = '"tab\t, ""quote"", back\\slash \\N \\., line\r\nbreak, é王\u202e"'


@pytest.fixture
def server(postgres_environment: dict[str, str]):
    names = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password",
             "PGDATABASE": "dbname"}  # fmt: skip
    options = {names[key]: value for key, value in postgres_environment.items() if key in names}

    def connect() -> PostgresWarehouse:
        return PostgresWarehouse(psycopg2.connect(**options), closes_connection=True)

    with connect() as warehouse:
        warehouse.execute("drop schema if exists raw cascade")
    yield connect
    with connect() as warehouse:
        warehouse.execute("drop schema if exists raw cascade")


def test_both_warehouses_hold_the_same_typed_rows(
    root: Path, write: Write, land_all: Land, warehouse: Warehouse, server
) -> None:
    for name, content in FOLDER.items():
        write(f"acme/{name}", content)
    write(
        "acme/orders/odd.csv",
        "order_id,ordered_at,status,order_value,store_id,discount\n"
        f"{ODD_TEXT},2025-01-01T01:02:03.456789Z,paid,-1.5,\\N,\n"
        "nul\0,2025-03-30 02:30,paid,0.00005,\\.,99999999999999.9999\n"
        f"{ODD_TEXT},2025-01-01,bad,x,\0,\n",
    )
    for name, (content, *_) in POISONS.items():
        write(f"poison_{name}/customers.csv", content)
    with server() as postgres:
        for companies, loaded_at in ((None, LOADED_AT), (["acme"], LOADED_AT + timedelta(days=1))):
            on_duckdb = land_all(companies=companies, loaded_at=loaded_at)
            on_postgres = land(root, postgres, companies, loaded_at)
            assert on_postgres == on_duckdb
            assert raw_contents(postgres) == raw_contents(warehouse)
        for name in all_raw_tables():
            query = f'select * from raw."{name}"'
            assert postgres.fetch_arrow(query).schema == warehouse.fetch_arrow(query).schema


def test_a_build_that_follows_is_planned_on_what_came_in(root: Path, write: Write, server) -> None:
    write("acme/company.csv", "setting,value\ncurrency,EUR\n")
    write(
        "acme/customers.csv", "source_system,source_record_id,email\ncrm,1,a@b.org\ncrm,2,c@d.org\n"
    )
    with server() as postgres:
        land(root, postgres, loaded_at=LOADED_AT)
        rows = postgres.fetch(
            "select reltuples from pg_class where oid = 'raw.customers'::regclass"
        )
    assert rows == [(2.0,)]


def test_a_role_that_may_make_no_schema_lands_into_its_own(
    root: Path, write: Write, server
) -> None:
    write("acme/customers.csv", "source_record_id,email\n1,a@b.org\n")
    with server() as postgres:
        postgres.execute("create role customer360_test_lander")
        postgres.execute("create schema raw authorization customer360_test_lander")
        try:
            postgres.execute("set role customer360_test_lander")
            assert land(root, postgres).loaded_count == 1
        finally:
            postgres.execute("reset role")
            postgres.execute("drop schema raw cascade")
            postgres.execute("drop role customer360_test_lander")


def test_two_landings_at_once_are_kept_apart(root: Path, write: Write, server) -> None:
    write("acme/customers.csv", "source_record_id,email\n1,a\n")
    with server() as first, server() as second:
        with first.only_one("landing"), pytest.raises(WarehouseError, match="at the same task"):
            land(root, second)
        assert land(root, second).loaded_count == 1


def test_an_error_midway_leaves_the_company_as_it_was(
    root: Path, write: Write, server, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("acme/customers.csv", "source_record_id,email\n1,a\n")
    with server() as postgres:
        land(root, postgres, loaded_at=LOADED_AT)
        before = raw_contents(postgres)
        write("acme/customers.csv", "source_record_id,email\n1,changed\n")

        def disk_full(*_: object) -> None:
            raise OSError("disk full")

        monkeypatch.setattr("customer360.landing.company_load.record_file", disk_full)
        with pytest.raises(OSError, match="disk"):
            land(root, postgres)
        assert raw_contents(postgres) == before
