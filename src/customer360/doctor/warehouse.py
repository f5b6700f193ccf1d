"""The warehouse: can it be opened, what is landed, was it built since."""

from __future__ import annotations

import os
from collections.abc import Iterator

from customer360.doctor.finding import Finding, bad, good, note
from customer360.summary import place_of
from customer360.warehouse import ENGINE_ERRORS, Warehouse, WarehouseError, open_warehouse
from customer360.warehouse.base import quoted
from customer360.warehouse.opening import TARGETS, duckdb_file


def warehouse_findings(target: str | None = None) -> Iterator[Finding]:
    target = target or os.environ.get("CUSTOMER360_TARGET") or "duckdb"
    if target not in TARGETS:  # said of the variable that names it
        return
    if target == "duckdb" and not duckdb_file().parent.is_dir():
        yield bad(
            "Warehouse",
            f"the folder of the DuckDB file {duckdb_file()} does not exist",
            "make the folder, or set CUSTOMER360_DUCKDB to another file",
        )
        return
    if target == "duckdb" and not duckdb_file().exists():
        yield note("Warehouse", f"{duckdb_file()} does not exist yet", "make build")
        return
    if target == "duckdb" and not all(
        os.access(path, os.W_OK) for path in (duckdb_file(), duckdb_file().parent)
    ):
        yield bad(
            "Warehouse",
            f"{duckdb_file()} or its folder cannot be written to",
            "a build writes both; publish makes files for readers",
        )
        return
    try:
        with open_warehouse(target, read_only=True) as warehouse:
            yield good("Warehouse", place_of(warehouse))
            yield from _content(warehouse)
    except (WarehouseError, *ENGINE_ERRORS) as error:
        yield bad("Warehouse", str(error).strip().splitlines()[0], _remedy(target, str(error)))


def _remedy(target: str, error: str) -> str:
    if target == "duckdb":
        if "in use by process" in error:
            return "end the process that holds the file, or set CUSTOMER360_DUCKDB to another"
        return "set CUSTOMER360_DUCKDB to another file, or move this one away and customer360 build"
    return "set PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE; is the server running?"


def _content(warehouse: Warehouse) -> Iterator[Finding]:
    if not warehouse.table_exists("raw", "companies"):
        yield note("Companies", "nothing is landed", "customer360 land FOLDER, or make build")
        return
    rows = warehouse.fetch("select company_id, is_demo from raw.companies order by company_id")
    names = ", ".join(company for company, _ in rows) or "none"
    kind = " (demo)" if any(is_demo for _, is_demo in rows) else ""
    yield good("Companies", f"{names}{kind}")
    schema = os.environ.get("CUSTOMER360_SCHEMA_PREFIX", "") + "marts"
    if not warehouse.table_exists(schema, "dim_companies"):
        yield note("Marts", f"the schema {schema} has not been built", "dbt build")
        return
    marts = quoted(schema)
    built = {row[0] for row in warehouse.fetch(f"select company_id from {marts}.dim_companies")}
    missing = sorted({company for company, _ in rows} - built)
    if missing:
        yield note("Marts", f"not built since {', '.join(missing)} landed", "dbt build")
    else:
        yield good("Marts", f"built, as of {_as_of(warehouse, marts)}")


def _as_of(warehouse: Warehouse, marts: str) -> str:
    ((first, last),) = warehouse.fetch(
        f"select min(as_of_date), max(as_of_date) from {marts}.dim_companies"
    )
    return str(first) if first == last else f"{first} to {last}"
