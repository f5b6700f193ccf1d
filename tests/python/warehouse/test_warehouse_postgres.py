"""PostgreSQL: the one parameter style, rows by COPY, types on the way back, transactions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import psycopg2
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from customer360.warehouse import PostgresWarehouse, open_warehouse
from customer360.warehouse.copy_text import CopyStream
from customer360.warehouse.postgres_warehouse import with_psycopg_parameters


@pytest.fixture
def warehouse(
    postgres_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[PostgresWarehouse]:
    for name, value in postgres_environment.items():
        monkeypatch.setenv(name, value)
    with open_warehouse("postgres") as warehouse:
        yield warehouse


@pytest.mark.parametrize(
    "sql, translated",
    [
        ("select ? + ?", "select %s + %s"),
        ("select 'it''s ?' || ?", "select 'it''s ?' || %s"),
        ('select "a?""b", ?', 'select "a?""b", %s'),
        ("a like '%x' and b % 2 = ?", "a like '%%x' and b %% 2 = %s"),
        ("select 1 -- why?\n, ?", "select 1 -- why?\n, %s"),
    ],
)
def test_parameters_outside_quotes_are_translated(sql: str, translated: str) -> None:
    assert with_psycopg_parameters(sql) == translated


def test_parameters_reach_the_server(warehouse: PostgresWarehouse) -> None:
    sql = "select ?, '50%?', cast(? as text)"
    assert warehouse.fetch(sql, (1, "'; drop table x --")) == [(1, "50%?", "'; drop table x --")]


def test_a_copy_stream_is_read_in_pieces() -> None:
    rows = pa.table({"a": ["x\ty", None, ""], "b": pa.array([1, None, 3], pa.int64())})
    stream = CopyStream(rows)
    pieces = iter(lambda: stream.read(4), b"")
    assert b"".join(pieces) == b"x\\ty\t1\n\\N\t\\N\n\t3\n"
    assert CopyStream(rows.slice(0, 0)).read() == b""


TEXTS = st.none() | st.text(
    st.characters(codec="utf-8", exclude_characters="\0") | st.sampled_from("\\N.\t\r\n\"',"),
    max_size=8,
)
ROWS = st.lists(
    st.tuples(
        TEXTS,
        st.none() | st.integers(-(2**63), 2**63 - 1),
        st.none() | st.floats(allow_nan=False),
        st.none() | st.decimals(-(10**13), 10**13, places=4),
        st.none() | st.booleans(),
        st.none() | st.dates(date(1, 1, 1)),
        st.none() | st.datetimes(datetime(1, 1, 1)),
    ),
    max_size=20,
)
SCHEMA = pa.schema(
    [
        ("name", pa.string()),
        ("number", pa.int64()),
        ("share", pa.float64()),
        ("amount", pa.decimal128(18, 4)),
        ("is_it", pa.bool_()),
        ("day", pa.date32()),
        ("at", pa.timestamp("us")),
    ]
)
TYPES = ("text", "bigint", "double precision", "numeric(18,4)", "boolean", "date", "timestamp")


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ROWS)
def test_rows_come_back_as_they_went_in(warehouse: PostgresWarehouse, rows: list[tuple]) -> None:
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in SCHEMA]
    table = pa.Table.from_arrays(
        [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)],
        schema=SCHEMA,
    )
    warehouse.create_temporary_table("round_trip", dict(zip(SCHEMA.names, TYPES, strict=True)))
    warehouse.append_arrow(None, "round_trip", table)
    found = warehouse.fetch_arrow("select * from round_trip")
    assert found.schema == SCHEMA
    assert sorted(found.to_pylist(), key=repr) == sorted(table.to_pylist(), key=repr)


def test_the_session_is_in_utc(warehouse: PostgresWarehouse) -> None:
    found = warehouse.fetch_arrow("select timestamptz '2025-07-01 12:00+02' as at, 1.5 as bare")
    assert found["at"][0].as_py() == datetime(2025, 7, 1, 10, tzinfo=UTC)
    assert found["bare"][0].as_py() == Decimal("1.5")


def test_what_is_set_for_a_role_changes_no_value(
    postgres_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = {"extra_float_digits": 0, "client_encoding": "LATIN1", "standard_conforming_strings": 0,
           "idle_in_transaction_session_timeout": 60_000}  # fmt: skip
    options = " ".join(f"-c {name}={value}" for name, value in odd.items())
    for name, value in {**postgres_environment, "PGOPTIONS": options}.items():
        monkeypatch.setenv(name, value)
    with open_warehouse("postgres") as warehouse:
        sql = r"select cast(0.1 as float8) + cast(0.2 as float8), length('\a'), '王'"
        assert warehouse.fetch(sql) == [(0.1 + 0.2, 2, "王")]
        assert warehouse.fetch("show idle_in_transaction_session_timeout") == [("0",)]


def test_a_transaction_is_whole_or_nothing(warehouse: PostgresWarehouse) -> None:
    warehouse.create_temporary_table("t", {"id": "bigint"})
    with pytest.raises(KeyError), warehouse.transaction():
        warehouse.execute("insert into t values (?)", (1,))
        raise KeyError
    with warehouse.transaction():
        warehouse.execute("insert into t values (?)", (2,))
    with pytest.raises(psycopg2.Error):
        warehouse.execute("insert into nowhere values (1)")
    assert warehouse.fetch("select id from t") == [(2,)]
    assert not warehouse.table_exists("raw", "t")


def test_a_connection_that_commits_by_itself_gets_whole_transactions_too(
    warehouse: PostgresWarehouse,
) -> None:
    warehouse.connection.autocommit = True
    warehouse.create_temporary_table("t", {"id": "bigint"})
    with pytest.raises(KeyError), warehouse.transaction():
        warehouse.execute("insert into t values (?)", (1,))
        raise KeyError
    assert warehouse.fetch("select id from t") == []
    assert warehouse.connection.autocommit


def test_a_read_only_session_refuses_to_write(
    postgres_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in postgres_environment.items():
        monkeypatch.setenv(name, value)
    with (
        open_warehouse("postgres", read_only=True) as warehouse,
        pytest.raises(psycopg2.errors.ReadOnlySqlTransaction),
    ):
        warehouse.execute("create table t (id bigint)")
