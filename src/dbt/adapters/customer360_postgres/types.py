"""Which DuckDB type holds a PostgreSQL type, and the reverse."""

from __future__ import annotations

import re

#: PostgreSQL's name, as ``format_type`` spells it -> DuckDB type. What is absent is read as text.
_TO_DUCKDB = {
    "smallint": "SMALLINT",
    "integer": "INTEGER",
    "bigint": "BIGINT",
    "real": "FLOAT",
    "double precision": "DOUBLE",
    # Without a precision PostgreSQL keeps any number; this is dbt's own habit for such columns.
    "numeric": "DECIMAL(38,9)",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "time without time zone": "TIME",
    "timestamp without time zone": "TIMESTAMP",
    "timestamp with time zone": "TIMESTAMP WITH TIME ZONE",
    "interval": "INTERVAL",
    "uuid": "UUID",
    "json": "JSON",
    "jsonb": "JSON",
    "bytea": "BLOB",
}

_TO_POSTGRES = {
    "BOOLEAN": "boolean",
    "TINYINT": "smallint",
    "UTINYINT": "smallint",
    "SMALLINT": "smallint",
    "USMALLINT": "integer",
    "INTEGER": "integer",
    "UINTEGER": "bigint",
    "BIGINT": "bigint",
    "UBIGINT": "numeric(20,0)",
    "HUGEINT": "numeric(39,0)",
    "UHUGEINT": "numeric(39,0)",
    "FLOAT": "real",
    "DOUBLE": "double precision",
    "VARCHAR": "text",
    "UUID": "uuid",
    "JSON": "jsonb",
    "DATE": "date",
    "TIME": "time",
    "TIMESTAMP": "timestamp",
    "TIMESTAMP_S": "timestamp",
    "TIMESTAMP_MS": "timestamp",
    "TIMESTAMP_NS": "timestamp",
    "TIMESTAMP WITH TIME ZONE": "timestamp with time zone",
    "INTERVAL": "interval",
    "BLOB": "bytea",
    # A column of nothing but null: DuckDB makes an integer of it when it creates a table.
    '"NULL"': "integer",
}

_NUMERIC = re.compile(r"^(?:numeric|DECIMAL)\((\d+),\s*(-?\d+)\)$")
_PRECISION_OF_TIME = re.compile(r"\(\d\)")


def duckdb_type(postgres_type: str) -> str:
    """The DuckDB type for a PostgreSQL type; ``VARCHAR`` for all that has no counterpart."""
    numeric = _NUMERIC.match(postgres_type)
    if numeric and int(numeric[1]) <= 38 and 0 <= int(numeric[2]) <= int(numeric[1]):
        return f"DECIMAL({numeric[1]},{numeric[2]})"
    return _TO_DUCKDB.get(_PRECISION_OF_TIME.sub("", postgres_type), "VARCHAR")


def postgres_type(duckdb_type: str, column: str) -> str:
    """The PostgreSQL type for a DuckDB type.

    Raises:
        TypeError: for lists, structs and maps, which have no form that both warehouses share.
    """
    numeric = _NUMERIC.match(duckdb_type)
    if numeric:
        return f"numeric({numeric[1]},{numeric[2]})"
    if duckdb_type.startswith("ENUM("):
        return "text"
    try:
        return _TO_POSTGRES[duckdb_type]
    except KeyError:
        raise TypeError(
            f"column {column!r} of the model's result has type {duckdb_type}, which PostgreSQL"
            " cannot hold; cast it to a plain type or to JSON"
        ) from None
