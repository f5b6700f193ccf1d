"""Arrow rows as the text format of PostgreSQL's COPY, without a Python object per cell."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

#: COPY's escapes; the backslash first, or the others would be escaped twice.
_ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))
_NULL = "\\N"
_ROWS_PER_BLOCK = 50_000


class CopyStream:
    """A readable byte stream of the rows, made block by block so that memory stays small.

    Text must be free of NUL, which PostgreSQL cannot store: the caller strips it.
    """

    def __init__(self, rows: pa.Table) -> None:
        self._blocks = iter(rows.to_batches(max_chunksize=_ROWS_PER_BLOCK))
        self._buffer = memoryview(b"")

    def read(self, size: int = -1) -> bytes:
        if size < 0:
            size = 1 << 62
        parts: list[bytes] = []
        while size > 0:
            if not self._buffer:
                block = next(self._blocks, None)
                if block is None:
                    break
                self._buffer = memoryview(copy_text(block))
                continue
            part = self._buffer[:size]
            parts.append(bytes(part))
            self._buffer = self._buffer[len(part) :]
            size -= len(part)
        return b"".join(parts)


def copy_text(batch: pa.RecordBatch) -> bytes:
    """The lines of one batch, each ended by a line feed."""
    if batch.num_rows == 0:
        return b""
    cells = [_cells(column) for column in batch.columns]
    lines = pc.binary_join_element_wise(
        *cells, _large("\t"), null_handling="replace", null_replacement=_NULL
    )
    lines = pc.binary_join_element_wise(lines, _large(""), _large("\n"))
    # The values of a string array lie in memory one after the other: that is the whole text.
    _, offsets, values = lines.buffers()
    ends = pa.Array.from_buffers(pa.int64(), len(lines) + 1, [None, offsets])
    return values.slice(0, ends[len(lines)].as_py()).to_pybytes()


def _large(text: str) -> pa.Scalar:
    return pa.scalar(text, pa.large_string())


def _cells(column: pa.Array) -> pa.Array:
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return column.cast(pa.string()).cast(pa.large_string())
    text = column.cast(pa.large_string())
    for character, escape in _ESCAPES:
        text = pc.replace_substring(text, pattern=character, replacement=escape)
    return text
