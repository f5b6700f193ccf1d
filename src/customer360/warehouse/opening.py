"""Opens the warehouse that the environment names, or says in one sentence why it cannot."""

from __future__ import annotations

import os
import re
from pathlib import Path

import duckdb
import psycopg2

from customer360.project import PROJECT_ROOT
from customer360.warehouse.base import Warehouse, WarehouseError
from customer360.warehouse.duckdb_warehouse import DuckDBWarehouse
from customer360.warehouse.postgres_warehouse import PostgresWarehouse, settle_session

TARGETS = ("duckdb", "postgres")

#: What the engines raise while they work, as on a full disk or a lost connection.
ENGINE_ERRORS = (duckdb.Error, psycopg2.Error)

_LOCKED = re.compile(r'lock on file "(?P<file>[^"]+)".*?\(PID (?P<process>\d+)\)')

_DEFAULT_DUCKDB_FILE = "customer360.duckdb"

#: libpq's variable -> its connection parameter, and the value where the variable is not set.
_POSTGRES_DEFAULTS = {
    "PGHOST": ("host", "localhost"),
    "PGPORT": ("port", "5432"),
    "PGUSER": ("user", "postgres"),
    "PGDATABASE": ("dbname", "customer360"),
}


def open_warehouse(target: str | None = None, read_only: bool = False) -> Warehouse:
    """The warehouse of ``target``, else of env CUSTOMER360_TARGET, else DuckDB.

    DuckDB's file is env CUSTOMER360_DUCKDB (relative to the project root); PostgreSQL is named by
    libpq's PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE, with the defaults of profiles.yml.
    Raises WarehouseError when it is locked or out of reach.
    """
    if chosen_target(target) == "duckdb":
        return _open_duckdb(read_only)
    return _open_postgres(read_only)


def chosen_target(target: str | None = None) -> str:
    """``target``, else env CUSTOMER360_TARGET, else DuckDB; WarehouseError where it is neither."""
    target = target or os.environ.get("CUSTOMER360_TARGET") or "duckdb"
    if target not in TARGETS:
        raise WarehouseError(f"unknown warehouse target {target!r}; known are {', '.join(TARGETS)}")
    return target


def duckdb_file() -> Path:
    """The DuckDB file that the environment names."""
    return PROJECT_ROOT / (os.environ.get("CUSTOMER360_DUCKDB") or _DEFAULT_DUCKDB_FILE)


def _open_duckdb(read_only: bool) -> Warehouse:
    path = duckdb_file()
    if not path.parent.is_dir():
        raise WarehouseError(f"the folder of the DuckDB file {path} does not exist")
    try:
        connection = duckdb.connect(str(path), read_only=read_only)
    except duckdb.Error as error:
        raise _cannot_open(path, read_only, error) from None
    return DuckDBWarehouse(connection, closes_connection=True)


def open_duckdb_source() -> DuckDBWarehouse:
    """The DuckDB warehouse to read from, on a connection that may write other files.

    A connection opened read-only could not attach a file to write to. Raises WarehouseError as
    open_warehouse does.
    """
    path = duckdb_file()
    connection = duckdb.connect(":memory:")
    try:
        escaped = str(path).replace("'", "''")
        connection.execute(f"attach '{escaped}' as customer360_warehouse (read_only)")
        connection.execute("use customer360_warehouse")
    except duckdb.Error as error:
        connection.close()
        raise _cannot_open(path, True, error) from None
    return DuckDBWarehouse(connection, closes_connection=True)


def held_by(message: str) -> str | None:
    """One sentence where DuckDB says that another process has the file, else None."""
    lock = _LOCKED.search(message)
    if lock is None:
        return None
    return (
        f"the DuckDB file {lock['file']} is in use by process {lock['process']}; "
        "try again when that process has ended"
    )


def _cannot_open(path: Path, read_only: bool, error: duckdb.Error) -> WarehouseError:
    if holder := held_by(str(error)):
        return WarehouseError(holder)
    # Who wants to write would have made the file.
    if read_only and not path.exists():
        return WarehouseError(
            f"there is no warehouse {path} yet: customer360 build makes it"
            " (CUSTOMER360_DUCKDB names another file)"
        )
    return WarehouseError(f"cannot open the DuckDB file {path}: {_first_line(error)}")


def _open_postgres(read_only: bool) -> Warehouse:
    try:
        # What no PG... variable says is what profiles.yml says, so that dbt meets the same server.
        place = dict(
            _POSTGRES_DEFAULTS[name] for name in _POSTGRES_DEFAULTS.keys() - os.environ.keys()
        )
        connection = psycopg2.connect(**place, connect_timeout=10, application_name="customer360")
    except psycopg2.Error as error:
        raise WarehouseError(
            f"cannot reach PostgreSQL: {_first_line(error)} (PGHOST, PGPORT, PGUSER, PGPASSWORD and"
            " PGDATABASE say where it is; customer360 doctor looks at them)"
        ) from None
    connection.set_session(readonly=read_only)
    settle_session(connection)
    return PostgresWarehouse(connection, closes_connection=True)


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0]
