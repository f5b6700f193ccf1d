"""Tables as hashes that do not depend on the order of rows or on the warehouse that holds them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from customer360.warehouse import Warehouse

#: A sum of floating-point numbers depends on their order; this many digits do not.
SIGNIFICANT_DIGITS = 12


@dataclass(frozen=True)
class TableHash:
    columns: tuple[str, ...]
    row_count: int
    digest: str


def marts_hash(
    warehouse: Warehouse, schema: str = "marts", most_rows: int | None = None
) -> dict[str, TableHash]:
    """Table name -> hash of its ordered rows, for every table of a schema.

    Tables of more than ``most_rows`` are counted only.
    """
    tables = warehouse.fetch(
        "select table_name from information_schema.tables where table_schema = ? order by 1",
        (schema,),
    )
    return {table: table_hash(warehouse, schema, table, most_rows) for (table,) in tables}


def table_hash(
    warehouse: Warehouse, schema: str, table: str, most_rows: int | None = None
) -> TableHash:
    ((count,),) = warehouse.fetch(f'select count(*) from "{schema}"."{table}"')
    if most_rows is not None and count > most_rows:
        return TableHash(column_names(warehouse, schema, table), count, "not hashed")
    rows = ordered_rows(warehouse, schema, table)
    digest = hashlib.sha256()
    for row in rows:
        digest.update(row.encode() + b"\n")
    return TableHash(column_names(warehouse, schema, table), len(rows), digest.hexdigest())


def ordered_rows(warehouse: Warehouse, schema: str, table: str) -> list[str]:
    """Each row as one line of JSON, in the lines' own order."""
    columns = ", ".join(f'"{name}"' for name in column_names(warehouse, schema, table))
    rows = warehouse.fetch(f'select {columns} from "{schema}"."{table}"')
    return sorted(_as_json([_plain(value) for value in row]) for row in rows)


def column_names(warehouse: Warehouse, schema: str, table: str) -> tuple[str, ...]:
    names = warehouse.fetch(
        "select column_name from information_schema.columns"
        " where table_schema = ? and table_name = ? order by ordinal_position",
        (schema, table),
    )
    return tuple(name for (name,) in names)


def _plain(value: Any) -> Any:
    """The value in the one form that both warehouses' drivers can be brought to."""
    return _PLAIN.get(type(value), str)(value)


def _unchanged(value: Any) -> Any:
    return value


def _plain_decimal(value: Decimal) -> str:
    return f"{value.normalize():f}" if value else "0"


def _plain_float(value: float) -> str:
    return f"{value + 0.0:.{SIGNIFICANT_DIGITS}g}"


_PLAIN: dict[type, Callable[[Any], Any]] = {
    **dict.fromkeys((str, int, bool, type(None)), _unchanged),
    Decimal: _plain_decimal,
    float: _plain_float,
    datetime: datetime.isoformat,
    date: date.isoformat,
}
#: Millions of rows: an encoder for each of them would take longer than they do.
_as_json = json.JSONEncoder(ensure_ascii=False).encode
