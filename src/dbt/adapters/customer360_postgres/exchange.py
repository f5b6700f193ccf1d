"""Moves rows between PostgreSQL and DuckDB as CSV through a file.

Every value is quoted and null is a bare ``\\N``: null, the empty string and the text ``\\N`` stay
apart, whatever quotes and line breaks a value holds.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from dbt.adapters.customer360_postgres.types import duckdb_type, postgres_type

#: Longest line that is read, in bytes.
_MAX_LINE_BYTES = 64 * 1024 * 1024

_COLUMNS = """
    select a.attname, format_type(a.atttypid, a.atttypmod)
    from pg_attribute as a
    where a.attrelid = cast(%s as regclass) and a.attnum > 0 and not a.attisdropped
    order by a.attnum
"""


def quote_name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def quote_text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def read_relation(
    handle: Any, relation: str, session: duckdb.DuckDBPyConnection, file: Path
) -> None:
    """Copy a PostgreSQL relation into a DuckDB table of the same name.

    Args:
        handle: psycopg2 connection.
        relation: quoted name with schema, as dbt renders it.
        session: DuckDB connection in which that schema exists.
        file: where the rows pass through; removed afterwards.
    """
    with handle.cursor() as cursor:
        cursor.execute(_COLUMNS, (relation,))
        columns = cursor.fetchall()
        exported = ", ".join(_exported(name, type_) for name, type_ in columns)
        with file.open("wb") as stream:
            cursor.copy_expert(
                f"copy (select {exported} from {relation}) to stdout"
                r" (format csv, force_quote *, null '\N', encoding 'UTF8')",
                stream,
            )
    schema = ", ".join(
        f"{quote_text(name)}: {quote_text('VARCHAR' if type_ == 'bytea' else duckdb_type(type_))}"
        for name, type_ in columns
    )
    imported = ", ".join(
        f"unhex({quote_name(name)}) as {quote_name(name)}" if type_ == "bytea" else quote_name(name)
        for name, type_ in columns
    )
    session.execute(
        f"create table {relation} as select {imported} from read_csv({quote_text(str(file))},"
        f" columns = {{{schema}}}, auto_detect = false, header = false, delim = ',',"
        r""" quote = '"', escape = '"', nullstr = '\N', new_line = '\n',"""
        f" allow_quoted_nulls = false, max_line_size = {_MAX_LINE_BYTES})"
    )
    file.unlink()


def write_temporary_table(
    handle: Any, table: str, result: duckdb.DuckDBPyRelation, file: Path
) -> int:
    """Copy a DuckDB relation into a new temporary PostgreSQL table; returns the number of rows."""
    columns = [(name, str(type_)) for name, type_ in zip(result.columns, result.types, strict=True)]
    definition = ", ".join(
        f"{quote_name(name)} {postgres_type(type_, name)}" for name, type_ in columns
    )
    exported = ", ".join(
        rf"'\x' || hex({quote_name(name)}) as {quote_name(name)}"
        if type_ == "BLOB"
        else quote_name(name)
        for name, type_ in columns
    )
    result.project(exported).write_csv(
        str(file), header=False, quotechar='"', escapechar='"', na_rep=r"\N", quoting="ALL"
    )
    with handle.cursor() as cursor, file.open("rb") as stream:
        cursor.execute(f"drop table if exists pg_temp.{table}")
        cursor.execute(f"create temporary table {table} ({definition})")
        cursor.copy_expert(
            rf"copy pg_temp.{table} from stdin (format csv, null '\N', encoding 'UTF8')", stream
        )
        row_count = cursor.rowcount
    file.unlink()
    return row_count


def _exported(name: str, type_: str) -> str:
    column = quote_name(name)
    if type_ == "bytea":
        return f"encode({column}, 'hex')"
    if type_.endswith("[]"):
        return f"to_json({column})"
    return column
