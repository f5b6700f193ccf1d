"""The in-memory DuckDB that reads cells, the same whatever the warehouse is."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import pyarrow as pa

_RESULT = "customer360_result"


def query(
    engine: duckdb.DuckDBPyConnection,
    sql: str,
    inputs: Mapping[str, pa.Table],
    parameters: Mapping[str, object] | None = None,
) -> pa.Table:
    """Result of a query that reads ``inputs`` under their names.

    By way of a table, because a relation binds its query twice, and binding is what a small
    file's query costs.
    """
    for name, table in inputs.items():
        engine.register(name, table)
    engine.execute(f"create or replace temporary table {_RESULT} as {sql}", parameters or None)
    for name in inputs:
        engine.unregister(name)
    result = engine.table(_RESULT).to_arrow_table()
    engine.execute(f"drop table {_RESULT}")
    return result
