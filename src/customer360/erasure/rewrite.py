"""Writes the warehouse anew, so that no freed page holds what was deleted."""

from __future__ import annotations

import os

import duckdb

from customer360.erasure.people import ErasureError
from customer360.landing.cell_sql import sql_text
from customer360.privacy.identifiers import TABLES_OF_PEOPLE
from customer360.warehouse import Warehouse, WarehouseError, duckdb_file, open_warehouse
from customer360.warehouse.base import quoted

_COPY = "customer360_copy"


def rewrite(target: str | None = None, schema_prefix: str = "") -> None:
    """Copy the DuckDB file and put the copy in its place; on PostgreSQL compact what is kept.

    No connection may be open. The old file stays as it is where the copy fails. PostgreSQL's own
    tables of a build are new files anyway; its write-ahead log and backups are its owner's task.
    """
    with open_warehouse(target) as warehouse:
        if warehouse.dialect == "postgres":
            _vacuum(warehouse, schema_prefix)
            return
    _copy_file()


def _copy_file() -> None:
    file = duckdb_file()
    copy = file.with_name(f".unfinished-{file.name}")
    copy.unlink(missing_ok=True)
    try:
        with duckdb.connect(":memory:") as connection:
            connection.execute(f"attach {sql_text(str(file))} as {quoted(file.stem)} (read_only)")
            connection.execute(f"attach {sql_text(str(copy))} as {_COPY}")
            connection.execute(f"copy from database {quoted(file.stem)} to {_COPY}")
            connection.execute(f"checkpoint {_COPY}")
        copy.chmod(file.stat().st_mode)
        handle = os.open(copy, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
        copy.replace(file)
        file.with_name(file.name + ".wal").unlink(missing_ok=True)
    except (duckdb.Error, OSError) as error:
        raise ErasureError(
            f"the file could not be written anew, freed pages may still hold what was erased: "
            f"{str(error).splitlines()[0]}"
        ) from None
    finally:
        copy.unlink(missing_ok=True)


def _vacuum(warehouse: Warehouse, schema_prefix: str) -> None:
    tables = [("raw", name) for name in (*TABLES_OF_PEOPLE, "rejected_rows", "identity_holds")]
    tables.append((f"{schema_prefix}intermediate", "int_record_assignments"))
    connection = getattr(warehouse, "connection", None)
    if connection is None:
        raise WarehouseError("the warehouse has no connection")
    connection.autocommit = True
    for schema, table in tables:
        if warehouse.table_exists(schema, table):
            warehouse.execute(f"vacuum (full) {quoted(schema)}.{quoted(table)}")
