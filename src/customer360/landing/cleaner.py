"""Turns a chunk of text cells into typed rows of the raw table, and says why others are rejected.

Runs in an in-memory DuckDB whatever the warehouse is, so both targets get the very same rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from customer360.landing.cell_sql import STATE, TRIMMED, UTC
from customer360.landing.checks import reads_trimmed
from customer360.landing.chunk import Chunk, RejectedRow
from customer360.landing.cleaning_query import NUL, REASON, ROW, cleaning_query
from customer360.landing.contract import Kind, Table
from customer360.landing.engine import query
from customer360.landing.patterns import pattern_problem
from customer360.landing.time_zones import ZoneHistory
from customer360.landing.times import read_times
from customer360.landing.white_space import blank_to_null, trimmed


@dataclass(frozen=True)
class Cleaned:
    #: Columns of the raw table, without landing_file, which the caller knows.
    rows: pa.Table
    rejected: list[RejectedRow]


class Cleaner:
    """Cleans the chunks of one company's files in an in-memory engine."""

    def __init__(
        self,
        company_id: str,
        zones: ZoneHistory,
        loaded_at: datetime,
        engine: duckdb.DuckDBPyConnection,
    ) -> None:
        self._parameters = {"company_id": company_id, "loaded_at": loaded_at}
        self._zones = zones
        self._engine = engine

    def clean(self, table: Table, chunk: Chunk) -> Cleaned:
        """Typed rows and rejected rows of a chunk; together they are all its rows."""
        cells, with_nul = self._prepare(table, chunk)
        sql = cleaning_query(table, set(chunk.cells.column_names), with_nul)
        result = query(self._engine, sql, {"cells": cells}, self._parameters)
        if table.pattern_column is not None:
            result = _reject_broken_patterns(table, result)

        is_rejected = pc.is_valid(result[REASON])
        bad = result.filter(is_rejected)
        rejected = [
            RejectedRow(
                chunk.lines[found[ROW]],
                found[REASON],
                chunk.text_of(found[ROW]).replace("\0", ""),
                found.get("source_system"),
                _key_text(table, found),
            )
            for found in bad.to_pylist()
        ]
        rows = result.filter(pc.invert(is_rejected)).drop_columns([ROW, REASON])
        return Cleaned(rows, chunk.rejected + rejected)

    def _prepare(self, table: Table, chunk: Chunk) -> tuple[pa.Table, set[str]]:
        """The input of cleaning_query; returns the columns that held a NUL, too."""
        columns: dict[str, pa.Array | pa.ChunkedArray] = {
            ROW: pa.array(range(chunk.cells.num_rows), pa.int64()),
            "landing_line": pa.array(chunk.lines, pa.int64()),
        }
        with_nul = set()
        for name in chunk.cells.column_names:
            cells = chunk.cells[name]
            if _holds_nul(cells):
                with_nul.add(name)
                columns[name + NUL] = pc.match_substring(cells, "\0")
                cells = pc.replace_substring(cells, "\0", "")
            columns[name] = blank_to_null(cells)
        for column in table.columns:
            if column.name in columns and reads_trimmed(column):
                columns[column.name + TRIMMED] = trimmed(columns[column.name])
        return pa.table(columns | self._times(table, columns)), with_nul

    def _times(self, table: Table, columns: dict[str, pa.ChunkedArray]) -> dict[str, pa.Array]:
        """Instants and states of all TIMESTAMP columns, read in one go."""
        names = [
            column.name
            for column in table.columns
            if column.kind is Kind.TIMESTAMP and column.name in columns
        ]
        if not names:
            return {}
        chunks = [part for name in names for part in columns[name].chunks]
        times = read_times(pa.chunked_array(chunks, pa.string()), self._zones, self._engine)
        count = len(columns[ROW])
        return {
            name + part: values.slice(place * count, count)
            for place, name in enumerate(names)
            for part, values in ((UTC, times.utc), (STATE, times.state))
        }


def _reject_broken_patterns(table: Table, result: pa.Table) -> pa.Table:
    """Adds a reason to the rows of a rule table whose regular expression cannot be used."""
    column, when = table.pattern_column, table.pattern_when
    reasons = []
    for row in result.select([*table.column_names, REASON]).to_pylist():
        reason, pattern = row[REASON], row[column]
        is_pattern = when is None or str(row[when[0]]).strip().lower() == when[1]
        if reason is None and is_pattern and pattern is not None:
            problem = pattern_problem(pattern)
            if problem is not None:
                reason = f"{column}: {pattern[:100]!r} is no regular expression: {problem}"
        reasons.append(reason)
    place = result.column_names.index(REASON)
    return result.set_column(place, REASON, pa.array(reasons, pa.string()))


def _key_text(table: Table, row: dict[str, object]) -> str | None:
    """The row's key as text, its parts joined by a bar; None where a part is missing."""
    parts = [row[name] for name in table.key]
    return None if None in parts else "|".join(map(str, parts))


def _holds_nul(cells: pa.ChunkedArray) -> bool:
    """True where any cell holds a NUL; one look at the memory that all cells share."""
    return any(
        values is not None and b"\0" in memoryview(values).tobytes()
        for chunk in cells.chunks
        for values in [chunk.buffers()[-1]]
    )
