"""The fast way to read CSV: a stretch of sound lines, one record on each, in one go.

Anything odd - a NUL, a lone CR, a quote out of place, a line break inside quotes, a line with too
few or too many cells - and the stretch is left to the careful way.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from pyarrow import csv

from customer360.landing.chunk import Chunk
from customer360.landing.header import Header

_LF, _CR, _QUOTE, _COMMA = b"\n"[0], b"\r"[0], b'"'[0], b","[0]
_BOM = b"\xef\xbb\xbf"


def read_plain(data: bytes, first_line: int, header: Header) -> Chunk | None:
    """The rows of whole lines of UTF-8, or None where they need care."""
    if (
        not data
        or b"\0" in data
        or data.startswith(_BOM)
        or data.count(b"\r") != data.count(b"\r\n")
    ):
        return None
    array = np.frombuffer(data, dtype=np.uint8)
    breaks = np.flatnonzero(array == _LF)
    if not _has_plain_quotes(array, breaks):
        return None
    starts = np.concatenate(([0], breaks + 1))
    ends = np.concatenate((breaks, [len(array)]))
    ends -= (ends > starts) & (array[np.maximum(ends - 1, 0)] == _CR)
    rows = np.flatnonzero(ends > starts)
    if not len(rows):
        return None
    cells = _parse(data, header)
    if cells is None or cells.num_rows != len(rows):
        return None
    return Chunk(
        cells=cells,
        lines=(rows + first_line).tolist(),
        text_of=lambda row: data[starts[rows[row]] : ends[rows[row]]].decode("utf-8"),
        size=len(data),
    )


def count_lines(data: bytes) -> int:
    """Physical lines of a stretch that read_plain has read."""
    return data.count(b"\n") + (not data.endswith(b"\n"))


def _has_plain_quotes(array: np.ndarray, breaks: np.ndarray) -> bool:
    """Every quoted cell starts and ends at a cell's border and lies within one line."""
    quotes = np.flatnonzero(array == _QUOTE)
    if not len(quotes):
        return True
    if len(quotes) % 2:
        return False
    # Inside and outside alternate; a doubled quote is a cell that closes and opens at once.
    opening, closing = quotes[0::2], quotes[1::2]
    before = array[np.maximum(opening - 1, 0)]
    after = array[np.minimum(closing + 1, len(array) - 1)]
    starts_well = np.isin(before, (_COMMA, _LF, _QUOTE)) | (opening == 0)
    ends_well = np.isin(after, (_COMMA, _LF, _CR, _QUOTE)) | (closing == len(array) - 1)
    on_one_line = np.searchsorted(breaks, opening) == np.searchsorted(breaks, closing)
    return bool(starts_well.all() and ends_well.all() and on_one_line.all())


def _parse(data: bytes, header: Header) -> pa.Table | None:
    names = [str(position) for position in range(header.width)]
    wanted = {name: str(position) for name, position in header.positions.items()}
    try:
        table = csv.read_csv(
            pa.BufferReader(data),
            read_options=csv.ReadOptions(column_names=names, block_size=len(data) + 1),
            parse_options=csv.ParseOptions(newlines_in_values=False),
            convert_options=csv.ConvertOptions(
                column_types={position: pa.string() for position in wanted.values()},
                include_columns=list(wanted.values()),
                null_values=[],
            ),
        )
    except pa.ArrowInvalid:
        return None
    return table.rename_columns(list(wanted))
