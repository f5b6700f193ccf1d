"""Publishes the marts of a DuckDB warehouse: for all companies together or a file for each.

dbt's own file is locked while a build runs, and a reader's lock would stop the build. So readers
get copies, each written aside and renamed over the old one: who has that open keeps reading it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from customer360.landing.cell_sql import sql_text
from customer360.project import PROJECT_ROOT
from customer360.publish.cells import plain_cell_sql
from customer360.publish.swap import FolderInUseError, only_publisher, replacing
from customer360.warehouse import Warehouse
from customer360.warehouse.base import quoted

FORMATS = ("duckdb", "parquet", "csv")
#: Schemas that may be published. Of one file only one, so that names need no schema to be told.
MARTS, PSEUDONYMOUS = "marts", "marts_pseudonymous"

#: Older DuckDB, as in BI tools, reads this.
_STORAGE_VERSION = "v1.4.0"
_ATTACHED = "published file"


class PublishError(RuntimeError):
    """Nothing was published; the message is one sentence."""


@dataclass(frozen=True)
class Published:
    file: Path
    tables: int
    rows: int


def default_folder() -> Path:
    """Where files go unless told otherwise: env CUSTOMER360_PUBLISHED, else published/."""
    return PROJECT_ROOT / (os.environ.get("CUSTOMER360_PUBLISHED") or "published")


def publish(
    warehouse: Warehouse,
    folder: Path,
    *,
    companies: Sequence[str] = (),
    each: bool = False,
    file_format: str = "duckdb",
    pseudonymous: bool = False,
    schema_prefix: str = "",
) -> list[Published]:
    """Write the marts of a DuckDB warehouse (see open_duckdb_source) into ``folder``.

    ``companies`` limits to these; ``each`` writes one file per company instead of one for all.
    A duckdb file holds every mart; of parquet and csv there is one file per mart, in a folder.
    Raises PublishError where there is nothing to publish.
    """
    schema = schema_prefix + (PSEUDONYMOUS if pseudonymous else MARTS)
    tables = _tables(warehouse, schema)
    known = _companies(warehouse)
    for company_id in companies:
        if company_id not in known:
            raise PublishError(f"unknown company {company_id!r}; there are {', '.join(known)}")
    wanted = [company_id for company_id in known if not companies or company_id in companies]
    # One list of companies per file; the name of a whole file does not name them.
    shares = (
        [(company_id, [company_id]) for company_id in wanted]
        if each or companies
        else [(None, wanted)]
    )
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with only_publisher(folder):
            write = _write_database if file_format == "duckdb" else _write_folder
            return [
                write(
                    warehouse,
                    folder / _name(company_id, pseudonymous, file_format),
                    schema,
                    tables,
                    share,
                )
                for company_id, share in shares
            ]
    except FolderInUseError as error:
        raise PublishError(str(error)) from None


def publish_again(warehouse: Warehouse, folder: Path, schema_prefix: str = "") -> list[Published]:
    """Write anew every file that was published into the folder, in the forms that are there.

    What can be written no more, as that of a company that is gone, is removed.
    """
    published: list[Published] = []
    known = _companies(warehouse)
    for company_id in (None, *known):
        for pseudonymous in (False, True):
            for file_format in FORMATS:
                if (folder / _name(company_id, pseudonymous, file_format)).exists():
                    published += publish(
                        warehouse,
                        folder,
                        companies=[company_id] if company_id else (),
                        file_format=file_format,
                        pseudonymous=pseudonymous,
                        schema_prefix=schema_prefix,
                    )
    written = {one.file for one in published}
    for file in published_files(folder):
        if file not in written and file.parent not in written:
            file.unlink()
    return published


def published_files(folder: Path) -> list[Path]:
    """Every file that was published into the folder, of any format."""
    return sorted(
        file
        for pattern in ("customer360*.duckdb", "customer360*/*.parquet", "customer360*/*.csv")
        for file in folder.glob(pattern)
    )


def _name(company_id: str | None, pseudonymous: bool, file_format: str) -> str:
    # The prefix also keeps a file from having the name of a schema, which DuckDB would confuse, and
    # the two dashes from having that of a company called pseudonymous.
    parts = ["customer360", company_id, "-pseudonymous" if pseudonymous else None]
    stem = "-".join(part for part in parts if part)
    return f"{stem}.duckdb" if file_format == "duckdb" else f"{stem}-{file_format}"


def _companies(warehouse: Warehouse) -> list[str]:
    if not warehouse.table_exists("raw", "companies"):
        raise PublishError("no company has been landed")
    found = warehouse.fetch("select company_id from raw.companies order by company_id")
    return [company_id for (company_id,) in found]


def _tables(warehouse: Warehouse, schema: str) -> list[str]:
    found = warehouse.fetch(
        "select table_name from information_schema.tables "
        "where table_schema = ? order by table_name",
        (schema,),
    )
    if not found:
        raise PublishError(f"there are no tables in schema {schema} yet; run dbt build first")
    return [table for (table,) in found]


def _rows_of(schema: str, table: str, share: Sequence[str]) -> str:
    ids = ", ".join(map(sql_text, share)) or "null"
    return f"from {quoted(schema)}.{quoted(table)} where company_id in ({ids})"


def _write_database(
    warehouse: Warehouse, file: Path, schema: str, tables: Sequence[str], share: Sequence[str]
) -> Published:
    rows = 0
    with replacing(file) as unfinished:
        warehouse.execute(
            f"attach {sql_text(str(unfinished))} as {quoted(_ATTACHED)} "
            f"(storage_version '{_STORAGE_VERSION}')"
        )
        try:
            target = f"{quoted(_ATTACHED)}.{quoted(schema)}"
            with warehouse.transaction():
                warehouse.execute(f"create schema {target}")
                for table in tables:
                    warehouse.execute(
                        f"create table {target}.{quoted(table)} as "
                        f"select * {_rows_of(schema, table, share)}"
                    )
                    ((count,),) = warehouse.fetch(f"select count(*) from {target}.{quoted(table)}")
                    rows += count
            warehouse.execute(f"checkpoint {quoted(_ATTACHED)}")
        finally:
            warehouse.execute(f"detach {quoted(_ATTACHED)}")
    return Published(file, len(tables), rows)


def _write_folder(
    warehouse: Warehouse, folder: Path, schema: str, tables: Sequence[str], share: Sequence[str]
) -> Published:
    folder.mkdir(exist_ok=True)
    kind = folder.name.rpartition("-")[2]
    options = "format csv, header, force_quote *" if kind == "csv" else "format parquet"
    rows = 0
    with only_publisher(folder):
        for table in tables:
            columns = _columns(warehouse, schema, table, is_plain=kind == "csv")
            with replacing(folder / f"{table}.{kind}") as unfinished:
                warehouse.execute(
                    f"copy (select {columns} {_rows_of(schema, table, share)} order by all) "
                    f"to {sql_text(str(unfinished))} ({options})"
                )
                ((count,),) = warehouse.fetch(f"select count(*) {_rows_of(schema, table, share)}")
                rows += count
    return Published(folder, len(tables), rows)


def _columns(warehouse: Warehouse, schema: str, table: str, is_plain: bool) -> str:
    """The mart's columns; for a spreadsheet texts that it would run are made plain."""
    found = warehouse.fetch(
        "select column_name, data_type from information_schema.columns "
        "where table_schema = ? and table_name = ? order by ordinal_position",
        (schema, table),
    )
    return ", ".join(
        f"{plain_cell_sql(name)} as {quoted(name)}"
        if is_plain and kind == "VARCHAR"
        else quoted(name)
        for name, kind in found
    )
