"""Looks for the identifiers of erased people everywhere: in every table, and in bytes of files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from customer360.erasure.needles import Needles
from customer360.landing.cell_sql import sql_text
from customer360.warehouse import DuckDBWarehouse, Warehouse
from customer360.warehouse.base import quoted

_SYSTEM_SCHEMAS = ("information_schema", "pg_catalog")
_TEXT_TYPES = ("VARCHAR", "JSON", "text", "character varying", "json", "jsonb", "name")
_IN_WORDS = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789_")
#: What joins the words of an address: smith@x.com is not in joe.smith@x.com.
_IN_ADDRESSES = (b".", b"-", b"+")


@dataclass
class Finding:
    """Where the texts are. ``hits`` counts occurrences by place, such as ``raw.orders.email``."""

    hits: Counter[str] = field(default_factory=Counter)
    #: Texts that somebody else has: in another company, or inside a longer text such as
    #: ``ann@x.com`` in ``jo.ann@x.com``. In a file's bytes these cannot be told apart.
    elsewhere: set[bytes] = field(default_factory=set)
    #: Schema, table and column that a connector's loader keeps -> the cells there, as written.
    of_loaders: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)
    tables: int = 0
    files: int = 0
    bytes_read: int = 0

    @property
    def is_clean(self) -> bool:
        return not self.hits


def search_warehouse(
    warehouse: Warehouse, company_id: str, texts: Iterable[str], finding: Finding, place: str = ""
) -> None:
    """Look into every text column of every table that a build or a loader made."""
    needles = Needles(texts)
    readers = _readers_of_loaders(warehouse)
    columns = warehouse.fetch(
        "select columns.table_schema, columns.table_name, columns.column_name, columns.data_type "
        "from information_schema.columns as columns inner join information_schema.tables as tables "
        "on columns.table_schema = tables.table_schema "
        "and columns.table_name = tables.table_name and tables.table_type = 'BASE TABLE' "
        "order by columns.table_schema, columns.table_name, columns.ordinal_position"
    )
    by_table: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for schema, table, column, kind in columns:
        if schema not in _SYSTEM_SCHEMAS:
            by_table.setdefault((schema, table), []).append((column, kind))
    for (schema, table), described in by_table.items():
        finding.tables += 1
        companies = readers.get(schema.lower())
        if companies is not None:
            # A loader's company_id is another thing.
            owner = sql_text(company_id if company_id in companies else "")
        else:
            is_ours = any(column == "company_id" for column, _ in described)
            owner = "company_id" if is_ours else sql_text(company_id)
        for column, kind in described:
            if kind in _TEXT_TYPES:
                where = f"{place}{schema}.{table}.{column}"
                rows = warehouse.fetch_arrow(
                    f"select distinct {owner} as owner, cast({quoted(column)} as text) as cell "
                    f"from {quoted(schema)}.{quoted(table)} where {quoted(column)} is not null"
                )
                found = _search_cells(rows, company_id, needles, finding, where)
                if found and companies is not None:
                    finding.of_loaders[schema, table, column] = found


def _readers_of_loaders(warehouse: Warehouse) -> dict[str, set[str]]:
    """Schema of a loader, in lower case -> the companies whose connectors read it."""
    readers: dict[str, set[str]] = {}
    if warehouse.table_exists("raw", "connectors"):
        for company, schema in warehouse.fetch(
            f"select distinct company_id, lower(trim({quoted('schema')})) from raw.connectors"
        ):
            readers.setdefault(schema, set()).add(company)
    return readers


def _search_cells(
    rows: pa.Table, company_id: str, needles: Needles, finding: Finding, place: str
) -> list[str]:
    """Counts what is found; returns the company's own cells with it."""
    found: dict[str, None] = {}
    is_own = pc.fill_null(pc.equal(rows["owner"], company_id), True)
    for own, part in ((True, rows.filter(is_own)), (False, rows.filter(pc.invert(is_own)))):
        # One NUL between the cells: no text of a warehouse holds it.
        haystack = "\0".join(part["cell"].to_pylist()).encode()
        finding.bytes_read += len(haystack)
        for offset, needle in needles.find(haystack):
            if own and _is_whole(haystack, offset, needle):
                finding.hits[place] += 1
                begin = haystack.rfind(b"\0", 0, offset) + 1
                end = haystack.find(b"\0", offset)
                found[haystack[begin : end if end >= 0 else None].decode()] = None
            else:
                finding.elsewhere.add(needle)
    return list(found)


def _is_whole(text: bytes, offset: int, needle: bytes) -> bool:
    """Whether it stands for itself, not as part of a longer word or address."""
    before = text[max(offset - 2, 0) : offset].lower()
    after = text[offset + len(needle) : offset + len(needle) + 1].lower()
    if b"@" in needle and before[-1:] in _IN_ADDRESSES:
        # A mark between words belongs to the address; after a space it is but a mark.
        before = before[:-1]
    return not (before and before[-1] in _IN_WORDS) and not (after and after[0] in _IN_WORDS)


def search_files(
    paths: Sequence[Path],
    company_id: str,
    texts: Iterable[str],
    finding: Finding,
    warehouse_file: Path | None = None,
) -> None:
    """Look into files, and into all files of folders: their tables, and their bytes.

    Of the ``warehouse_file`` only the bytes, because search_warehouse read its tables.

    What a search of the warehouse found to be somebody else's does not count in bytes.
    """
    texts = set(texts)
    needles = Needles(texts)
    for file in sorted(_files([*paths, *([warehouse_file] if warehouse_file else [])])):
        finding.files += 1
        if file.suffix in (".duckdb", ".parquet") and file != warehouse_file:
            _search_tables_of(file, company_id, texts, finding)
        data = file.read_bytes()
        finding.bytes_read += len(data)
        for _, needle in needles.find(data):
            if needle not in finding.elsewhere:
                finding.hits[f"{file.name} (bytes)"] += 1


def _files(paths: Sequence[Path]) -> set[Path]:
    found: set[Path] = set()
    for path in paths:
        found.update(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else None
        found.update([path] if path.is_file() else [])
    return found


def _search_tables_of(file: Path, company_id: str, texts: set[str], finding: Finding) -> None:
    with duckdb.connect(":memory:") as connection:
        if file.suffix == ".parquet":
            connection.execute(f"create table {quoted(file.stem)} as from {sql_text(str(file))}")
        else:
            connection.execute(f"attach {sql_text(str(file))} as searched (read_only)")
            connection.execute("use searched")
        search_warehouse(
            DuckDBWarehouse(connection), company_id, texts, finding, place=f"{file.name}: "
        )
