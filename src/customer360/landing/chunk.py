"""A stretch of a file's rows on its way from a reader to the checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pyarrow as pa


class FileRefusedError(Exception):
    """The whole file cannot be used; the message says why."""


@dataclass(frozen=True)
class RejectedRow:
    line: int | None
    reason: str
    text: str | None
    #: Whose row it is, where that much could be read.
    source_system: str | None = None
    source_record_id: str | None = None


@dataclass
class Chunk:
    #: One text column per known column of the file; null where a cell is empty.
    cells: pa.Table
    #: Physical line of each row (parquet: row number), counted from 1.
    lines: list[int] | range
    #: The text of row i as it stood in the file; called for rejected rows only.
    text_of: Callable[[int], str]
    #: Bytes of the file that this chunk is, about; for progress only.
    size: int
    #: Rows that could not even be cut into cells.
    rejected: list[RejectedRow] = field(default_factory=list)

    @property
    def row_count(self) -> int:
        return len(self.lines) + len(self.rejected)
