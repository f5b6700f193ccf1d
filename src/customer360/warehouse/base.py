"""What every warehouse can do; callers write ``?`` for a parameter on both engines."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Self

import pyarrow as pa


class WarehouseError(RuntimeError):
    """The warehouse cannot be used; the message is one sentence for the person at the keyboard."""


def quoted(name: str) -> str:
    """A name as an SQL identifier, whatever it holds."""
    return '"' + name.replace('"', '""') + '"'


class Warehouse(ABC):
    """A connection to the warehouse. Closes it on exit only where it opened it itself."""

    dialect: str

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Close the connection, unless it was handed in open."""

    @abstractmethod
    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """Run one statement; ``?`` marks a parameter."""

    @abstractmethod
    def fetch(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple]:
        """All rows of a query, as tuples of Python values."""

    @abstractmethod
    def fetch_arrow(self, sql: str, parameters: Sequence[Any] = ()) -> pa.Table:
        """All rows of a query, as an Arrow table with the query's column types."""

    @abstractmethod
    def append_arrow(self, schema: str | None, table: str, rows: pa.Table) -> None:
        """Add rows to a table, matched by column name; columns not given are null.

        ``schema`` None means a temporary table of this connection.
        """

    @abstractmethod
    def analyze(self, schema: str, table: str) -> None:
        """Let the planner know what a table holds now."""

    @abstractmethod
    def begin(self) -> None: ...

    @abstractmethod
    def commit(self) -> None: ...

    @abstractmethod
    def rollback(self) -> None: ...

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All statements inside take effect together, or none does. Does not nest."""
        self.begin()
        try:
            yield
        except BaseException:
            self.rollback()
            raise
        self.commit()

    @contextmanager
    def only_one(self, task: str) -> Iterator[None]:
        """Keeps other processes out of the same task; WarehouseError where one is at it."""
        # A database file has one writing process anyway.
        yield

    def table_exists(self, schema: str, table: str) -> bool:
        return bool(
            self.fetch(
                "select 1 from information_schema.tables where table_schema = ? and table_name = ?",
                (schema, table),
            )
        )

    def create_schema(self, name: str) -> None:
        """A schema of that name, where there is none."""
        self.execute(f"create schema if not exists {quoted(name)}")

    def create_temporary_table(self, name: str, columns: Mapping[str, str]) -> None:
        """An empty temporary table of this connection, replacing one of the same name."""
        definition = ", ".join(f"{quoted(column)} {kind}" for column, kind in columns.items())
        self.execute(f"drop table if exists {quoted(name)}")
        self.execute(f"create temporary table {quoted(name)} ({definition})")

    def put_texts(self, name: str, texts: Collection[str]) -> None:
        """A temporary table of this connection with the texts in its one column, ``value``."""
        self.create_temporary_table(name, {"value": "text"})
        column = pa.array(sorted(texts), pa.string())
        self.append_arrow(None, name, pa.table({"value": column}))
