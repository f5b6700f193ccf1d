"""Plays the loader: writes CSV files into a warehouse as the tables of a source system."""

from __future__ import annotations

from pathlib import Path

import duckdb

from customer360.warehouse import Warehouse
from customer360.warehouse.base import quoted

#: Types that DuckDB finds in a file, as both warehouses know them.
_TYPES = {
    "VARCHAR": "text",
    "BIGINT": "bigint",
    "DOUBLE": "double precision",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "timestamp",
    "TIMESTAMP WITH TIME ZONE": "timestamp with time zone",
}


def write_table(
    warehouse: Warehouse, schema: str, table: str, file: Path, as_text: bool = False
) -> int:
    """Make a table of a file; returns its rows. ``as_text`` leaves every column text."""
    with duckdb.connect() as reader:
        reader.execute("set TimeZone = 'UTC'")
        rows = reader.read_csv(str(file), header=True, all_varchar=as_text, sample_size=-1)
        columns = {
            name.lstrip("\ufeff"): _TYPES.get(str(kind), "text")
            for name, kind in zip(rows.columns, rows.types, strict=True)
        }
        casts = ", ".join(
            f"cast({quoted(written)} as {kind}) as {quoted(name)}"
            for written, (name, kind) in zip(rows.columns, columns.items(), strict=True)
        )
        arrow = rows.project(casts).to_arrow_table()
    definition = ", ".join(f"{quoted(name)} {kind}" for name, kind in columns.items())
    warehouse.execute(f"create schema if not exists {quoted(schema)}")
    warehouse.execute(f"create table {quoted(schema)}.{quoted(table)} ({definition})")
    warehouse.append_arrow(schema, table, arrow)
    warehouse.analyze(schema, table)
    return arrow.num_rows
