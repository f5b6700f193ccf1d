"""Runs the Python model files that dbt-duckdb runs, with their inputs read from PostgreSQL.

The session is an in-memory DuckDB whose database and schemas carry PostgreSQL's names, so that
``session.table(str(dbt.this))`` means the same on both warehouses.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb

from dbt.adapters.customer360_postgres.exchange import (
    quote_name,
    quote_text,
    read_relation,
    write_temporary_table,
)

#: The temporary table in which a model's result waits; the macros select from it.
RESULT_TABLE = "python_model_result"


def run_python_model(handle: Any, parsed_model: dict[str, Any], compiled_code: str) -> int:
    """Run one compiled model and leave its rows in ``pg_temp.python_model_result``.

    Args:
        handle: psycopg2 connection of the model, inside the model's transaction.
        parsed_model: dbt's node.
        compiled_code: the model file followed by dbt's helper objects.

    Returns:
        The number of rows.
    """
    with tempfile.TemporaryDirectory(prefix="customer360-") as folder:
        inputs = _Inputs(handle, Path(folder))
        try:
            module = _load_module(parsed_model, compiled_code)
            dbt = module.dbtObj(inputs.load)
            if dbt.is_incremental and "dbt.this" in parsed_model["raw_code"]:
                inputs.load(str(dbt.this))
            result = _as_relation(module.model(dbt, inputs.session), inputs.session)
            return write_temporary_table(handle, RESULT_TABLE, result, Path(folder, "result.csv"))
        finally:
            inputs.session.close()


class _Inputs:
    """The DuckDB session of one model and the relations it has read so far."""

    def __init__(self, handle: Any, folder: Path) -> None:
        self._handle = handle
        self._folder = folder
        self._loaded: set[str] = set()
        self.session = duckdb.connect(":memory:", config={"temp_directory": str(folder / "spill")})
        self.session.execute("set TimeZone = 'UTC'")
        # As the profile of the DuckDB target does, and for the same reason.
        self.session.execute("set disabled_optimizers = 'outer_join_simplification'")
        database = handle.info.dbname
        self.session.execute(f"attach if not exists ':memory:' as {quote_name(database)}")
        self.session.execute(f"use {quote_name(database)}")

    def load(self, relation: str) -> duckdb.DuckDBPyRelation:
        """What ``dbt.ref`` and ``dbt.source`` return."""
        if relation not in self._loaded:
            self._create_schema(relation)
            file = self._folder / f"input_{len(self._loaded)}.csv"
            read_relation(self._handle, relation, self.session, file)
            self._loaded.add(relation)
        return self.session.sql(f"select * from {relation}")

    def _create_schema(self, relation: str) -> None:
        with self._handle.cursor() as cursor:
            cursor.execute(
                "select cast(relnamespace as regnamespace) from pg_class"
                f" where oid = cast({quote_text(relation)} as regclass)"
            )
            (schema,) = cursor.fetchone()
        self.session.execute(f"create schema if not exists {schema}")


def _load_module(parsed_model: dict[str, Any], compiled_code: str) -> ModuleType:
    """The model as a module. Its line numbers are those of the model's file, which dbt extends."""
    module = ModuleType(parsed_model["name"])
    path = Path(parsed_model.get("root_path") or "", parsed_model["original_file_path"])
    exec(compile(compiled_code, str(path), "exec"), module.__dict__)
    return module


def _as_relation(result: Any, session: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyRelation:
    if isinstance(result, duckdb.DuckDBPyRelation):
        return result
    # A cursor of its own: the result may still be a half-read query of the session.
    cursor = session.cursor()
    try:
        cursor.register(RESULT_TABLE, result)
    except duckdb.Error as error:
        raise TypeError(
            f"a Python model returns a DuckDB relation, an Arrow object or a data frame,"
            f" not {type(result).__name__}"
        ) from error
    return cursor.sql(f"select * from {RESULT_TABLE}")
