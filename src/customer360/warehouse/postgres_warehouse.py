"""The server warehouse: PostgreSQL by psycopg2, rows in by COPY."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg2
import psycopg2.extensions
import pyarrow as pa

from customer360.warehouse.base import Warehouse, WarehouseError, quoted

#: Quoted text and names, comments, and what psycopg2 would misread.
_TOKENS = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|\?|%")

#: PostgreSQL's type numbers to Arrow types; numeric is read from the column's own precision.
_ARROW_TYPES = {
    16: pa.bool_(),
    20: pa.int64(),
    21: pa.int16(),
    23: pa.int32(),
    700: pa.float32(),
    701: pa.float64(),
    1082: pa.date32(),
    1114: pa.timestamp("us"),
    1184: pa.timestamp("us", tz="UTC"),
}
_NUMERIC = 1700

#: Doubles with all their digits, a backslash in a text as it is, the builder's rows by its policy
#: instead of an error, and time for Python models, which keep a transaction waiting.
_SESSION = {
    "timezone": "UTC",
    "extra_float_digits": "1",
    "standard_conforming_strings": "on",
    "row_security": "on",
    "idle_in_transaction_session_timeout": "0",
    "idle_session_timeout": "0",
}
#: The first release that knows a setting, where an older one is still met.
_SINCE = {"idle_session_timeout": 14_00_00}


def settle_session(connection: psycopg2.extensions.connection) -> None:
    """What the project's SQL relies on, whatever is set for the role or the database."""
    connection.set_client_encoding("UTF8")
    known = [name for name in _SESSION if _SINCE.get(name, 0) <= connection.server_version]
    with connection.cursor() as cursor:
        cursor.execute("; ".join(f"set {name} = '{_SESSION[name]}'" for name in known))
    connection.commit()


def with_psycopg_parameters(sql: str) -> str:
    """``?`` outside quotes becomes ``%s`` and every ``%`` is doubled, as psycopg2 wants it."""

    def translate(match: re.Match[str]) -> str:
        token = match[0]
        return "%s" if token == "?" else token.replace("%", "%%")

    return _TOKENS.sub(translate, sql)


class PostgresWarehouse(Warehouse):
    """Without a transaction() every statement commits at once."""

    dialect = "postgres"

    def __init__(
        self, connection: psycopg2.extensions.connection, *, closes_connection: bool = False
    ) -> None:
        self.connection = connection
        self._closes_connection = closes_connection
        self._in_transaction = False
        self._commits_by_itself = connection.autocommit

    def close(self) -> None:
        if self._closes_connection:
            self.connection.close()

    @contextmanager
    def _cursor(self):
        try:
            with self.connection.cursor() as cursor:
                yield cursor
        except BaseException:
            if not self._in_transaction:
                self.connection.rollback()
            raise
        if not self._in_transaction:
            self.connection.commit()

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        with self._cursor() as cursor:
            cursor.execute(with_psycopg_parameters(sql), tuple(parameters))

    def fetch(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple]:
        with self._cursor() as cursor:
            cursor.execute(with_psycopg_parameters(sql), tuple(parameters))
            return cursor.fetchall()

    def fetch_arrow(self, sql: str, parameters: Sequence[Any] = ()) -> pa.Table:
        with self._cursor() as cursor:
            cursor.execute(with_psycopg_parameters(sql), tuple(parameters))
            rows = cursor.fetchall()
            columns = cursor.description
        values = zip(*rows, strict=True) if rows else ([] for _ in columns)
        return pa.Table.from_arrays(
            [
                pa.array(column_values, type=_arrow_type(column))
                for column, column_values in zip(columns, values, strict=True)
            ],
            names=[column.name for column in columns],
        )

    def append_arrow(self, schema: str | None, table: str, rows: pa.Table) -> None:
        # Arrow's functions load slowly, and every dbt command loads this module.
        from customer360.warehouse.copy_text import CopyStream

        target = f"{quoted(schema)}.{quoted(table)}" if schema else quoted(table)
        columns = ", ".join(quoted(name) for name in rows.column_names)
        with self._cursor() as cursor:
            cursor.copy_expert(f"copy {target} ({columns}) from stdin", CopyStream(rows))

    def create_schema(self, name: str) -> None:
        # The statement asks for the right to make schemas even where it has nothing to do.
        if not self.fetch("select 1 from pg_namespace where nspname = ?", (name,)):
            super().create_schema(name)

    def analyze(self, schema: str, table: str) -> None:
        # The server does so by itself a minute later: too late for a build that follows at once.
        self.execute(f"analyze {quoted(schema)}.{quoted(table)}")

    @contextmanager
    def only_one(self, task: str) -> Iterator[None]:
        key = f"customer360 {task}"
        ((is_ours,),) = self.fetch("select pg_try_advisory_lock(hashtext(?))", (key,))
        if not is_ours:
            raise WarehouseError(f"another process is at the same task ({task}); try again later")
        try:
            yield
        finally:
            if not self.connection.closed:
                self.fetch("select pg_advisory_unlock(hashtext(?))", (key,))

    def begin(self) -> None:
        # A connection handed in may commit every statement by itself; not in here.
        self._commits_by_itself = self.connection.autocommit
        self.connection.autocommit = False
        self._in_transaction = True

    def commit(self) -> None:
        self.connection.commit()
        self._end_transaction()

    def rollback(self) -> None:
        if not self.connection.closed:
            self.connection.rollback()
        self._end_transaction()

    def _end_transaction(self) -> None:
        self._in_transaction = False
        if not self.connection.closed:
            self.connection.autocommit = self._commits_by_itself


def _arrow_type(column: psycopg2.extensions.Column) -> pa.DataType:
    if column.type_code == _NUMERIC:
        # A bare numeric has no precision of its own; 38 digits, 9 of them decimals, hold ours.
        if column.precision is None or column.precision > 38:
            return pa.decimal128(38, 9)
        return pa.decimal128(column.precision, column.scale)
    return _ARROW_TYPES.get(column.type_code, pa.string())
