"""The blocks of docs/bi_tools.md run as they stand, and read what plain SQL reads."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

PROJECT = Path(__file__).parents[3]
PROGRAMS = Path(sys.executable).parent
sys.path[:0] = [str(PROJECT / "tests" / "python" / "platform")]
from postgres_server import connect, temporary_database, temporary_server  # noqa: E402

PAGE = (PROJECT / "docs" / "bi_tools.md").read_text(encoding="utf-8")
REVENUE, LOG_IN = re.findall(r"^```sql\n(.*?)^```", PAGE, re.M | re.S)
(ENGINE,) = re.findall(r"^```python\n(.*?)^```", PAGE, re.M | re.S)
(ADDRESS,) = re.findall(r"`(postgresql\+psycopg2://\S+)`", PAGE)
COMPANY = "dom_uyut"
#: What the page's query reads.
MARTS = ("fct_conversions", "dim_companies", "dim_dates", "dim_customers")


def run(environment: dict[str, str], *command: str) -> None:
    subprocess.run(
        [str(PROGRAMS / command[0]), *command[1:]], cwd=PROJECT, env=environment, check=True
    )


def build(environment: dict[str, str], work: Path) -> None:
    without = [part for kind in ("test", "unit_test") for part in ("--exclude-resource-type", kind)]
    chosen = [part for mart in MARTS for part in ("--select", f"+{mart}")]
    places = ["--target-path", str(work / "target"), "--log-path", str(work / "logs")]
    run(environment, "dbt", "--quiet", "build", *chosen, *without, *places)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with published/customer360.duckdb of the demo companies."""
    work = tmp_path_factory.mktemp("duckdb")
    environment = {
        **os.environ,
        "CUSTOMER360_TARGET": "duckdb",
        "CUSTOMER360_DEMO": "true",
        "CUSTOMER360_DUCKDB": str(work / "warehouse.duckdb"),
        "CUSTOMER360_PUBLISHED": str(work / "published"),
    }
    build(environment, work)
    run(environment, "customer360", "publish")
    return work


@pytest.fixture
def file_engine(published: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """The engine that the page makes."""
    monkeypatch.chdir(published)
    names: dict[str, object] = {}
    exec(ENGINE, names)
    return names["engine"]


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """libpq's variables of a warehouse of the demo companies with their roles."""
    with temporary_server() as server, temporary_database(server) as place:
        environment = {
            **os.environ,
            **place,
            "CUSTOMER360_TARGET": "postgres",
            "CUSTOMER360_DEMO": "true",
        }
        run(environment, "customer360", "land", "--demo")
        run(environment, "customer360", "roles")
        build(environment, tmp_path_factory.mktemp("postgres"))
        yield place


@pytest.fixture(scope="module")
def role_engine(postgres: dict[str, str]) -> Engine:
    """The engine of a tool that logs in as the page says."""
    with connect(postgres) as connection, connection.cursor() as cursor:
        cursor.execute(LOG_IN.replace("acme", COMPANY).replace("...", "open sesame"))
    address = ADDRESS.replace("acme", COMPANY).replace(":...@", ":open%20sesame@")
    server = f"{postgres['PGHOST']}:{postgres['PGPORT']}/{postgres['PGDATABASE']}"
    return create_engine(address.replace("db.example.org:5432/customer360", server))


def revenue_of_files(published: Path) -> list[tuple]:
    file = published / "published" / "customer360.duckdb"
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(REVENUE).fetchall()


def test_the_file_is_read(file_engine: Engine, published: Path) -> None:
    found = pd.read_sql(text(REVENUE), file_engine)
    assert [tuple(row) for row in found.itertuples(index=False)] == [
        (name, currency, month, float(revenue), buyers)
        for name, currency, month, revenue, buyers in revenue_of_files(published)
    ]
    assert found["company_name"].nunique() == 3


def test_the_file_shows_its_tables_to_the_tool(file_engine: Engine) -> None:
    tables = inspect(file_engine).get_table_names(schema="marts")
    assert {name.rpartition(".")[2] for name in tables} >= set(MARTS)
    columns = inspect(file_engine).get_columns("dim_dates", schema="marts")
    assert {"company_id", "date_day"} <= {column["name"] for column in columns}


@pytest.mark.parametrize(
    "statement",
    [
        "delete from marts.dim_companies",
        "create table marts.mine (id integer)",
        "select * from read_csv('/etc/hostname')",
        "set enable_external_access = true",
    ],
)
def test_the_file_can_only_be_read(file_engine: Engine, statement: str) -> None:
    with file_engine.connect() as connection, pytest.raises(DBAPIError):
        connection.execute(text(statement))


def test_the_next_query_sees_what_was_published_since(
    file_engine: Engine, published: Path, tmp_path: Path
) -> None:
    file = published / "published" / "customer360.duckdb"
    before = file.read_bytes()
    try:
        with duckdb.connect(str(tmp_path / "newer.duckdb")) as newer:
            newer.execute("create schema marts; create table marts.dim_companies as select 1 as id")
        with file_engine.connect() as connection:
            old = connection.execute(text("select count(*) from marts.dim_companies")).scalar()
        (tmp_path / "newer.duckdb").replace(file)
        with file_engine.connect() as connection:
            new = connection.execute(text("select count(*) from marts.dim_companies")).scalar()
        assert (old, new) == (4, 1)
    finally:
        file.write_bytes(before)


def test_the_role_reads_its_company_and_no_other(role_engine: Engine, published: Path) -> None:
    with role_engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(REVENUE))]
        names = [
            name
            for (name,) in connection.execute(text("select company_name from marts.dim_companies"))
        ]
    assert len(names) == 1
    # The same rows as in the file of all companies.
    assert found == [row for row in revenue_of_files(published) if row[0] == names[0]]
    assert found


def test_the_role_shows_the_tables_to_the_tool(role_engine: Engine) -> None:
    assert set(inspect(role_engine).get_table_names(schema="marts")) >= set(MARTS)


def test_the_role_can_only_read(role_engine: Engine) -> None:
    with role_engine.connect() as connection, pytest.raises(DBAPIError, match="permission denied"):
        connection.execute(text("delete from marts.dim_companies"))
