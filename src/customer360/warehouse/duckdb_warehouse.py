"""The embedded warehouse: a DuckDB file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
import pyarrow as pa

from customer360.warehouse.base import Warehouse, quoted

#: Name under which a batch of rows is shown to DuckDB while it is appended.
_BATCH = "customer360_batch"


class DuckDBWarehouse(Warehouse):
    dialect = "duckdb"

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, *, closes_connection: bool = False
    ) -> None:
        self.connection = connection
        self._closes_connection = closes_connection

    def close(self) -> None:
        if self._closes_connection:
            self.connection.close()

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        self.connection.execute(sql, list(parameters))

    def fetch(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple]:
        return self.connection.execute(sql, list(parameters)).fetchall()

    def fetch_arrow(self, sql: str, parameters: Sequence[Any] = ()) -> pa.Table:
        relation = self.connection.sql(sql, params=list(parameters) or None)
        return relation.to_arrow_table()

    def append_arrow(self, schema: str | None, table: str, rows: pa.Table) -> None:
        target = f"{quoted(schema or 'temp')}.{quoted(table)}"
        columns = ", ".join(quoted(name) for name in rows.column_names)
        self.connection.register(_BATCH, rows)
        try:
            self.connection.execute(f"insert into {target} ({columns}) select * from {_BATCH}")
        finally:
            self.connection.unregister(_BATCH)

    def analyze(self, schema: str, table: str) -> None:
        """Nothing to do: DuckDB keeps its statistics as it writes."""

    def begin(self) -> None:
        self.connection.begin()

    def commit(self) -> None:
        self.connection.commit()

    def rollback(self) -> None:
        self.connection.rollback()
