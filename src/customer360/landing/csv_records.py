"""Cuts CSV text into records, line by line and with care: the slower of the two ways to read."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field

from customer360.landing.chunk import RejectedRow

#: A quoted cell longer than this (characters) counts as a quote that was never closed.
_LONGEST_RECORD = 16 << 20

csv.field_size_limit(2 * _LONGEST_RECORD)


@dataclass
class RecordBlock:
    """Records cut from a stretch of text."""

    lines: list[str]
    first_line: int
    records: list[list[str]] = field(default_factory=list)
    #: Index into lines where each record starts, and where it ends (exclusive).
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    #: Text of a record that goes on in the next stretch.
    rest: str = ""

    def text_of(self, record: int) -> str:
        return "".join(self.lines[self.starts[record] : self.ends[record]]).rstrip("\r\n")

    def reject(self, start: int, end: int, reason: str) -> None:
        text = "".join(self.lines[start:end]).rstrip("\r\n")
        self.rejected.append(RejectedRow(self.first_line + start, reason, text))


def cut_records(
    text: str, first_line: int, width: int | None, is_last: bool, only_first: bool = False
) -> RecordBlock:
    """Cuts text into records of ``width`` cells (None: any); the unfinished end is in ``rest``."""
    block = RecordBlock(list(io.StringIO(text, newline="")), first_line)
    lines, total = block.lines, len(block.lines)
    position = 0
    while position < total:
        base = position
        reader = csv.reader(map(lines.__getitem__, range(base, total)), strict=True)
        try:
            for cells in reader:
                end = base + reader.line_num
                if cells and (width is None or len(cells) == width):
                    block.records.append(cells)
                    block.starts.append(position)
                    block.ends.append(end)
                    if only_first:
                        return block
                elif cells:
                    reason = f"the row has {len(cells)} cells, the header has {width}"
                    if end > position + 1:
                        # Most likely a stray quote that ran into the next lines: give those back.
                        block.reject(position, position + 1, reason + " (is a quote unclosed?)")
                        position += 1
                        break
                    block.reject(position, end, reason)
                position = end
            else:
                position = total
        except csv.Error as error:
            is_open = "unexpected end of data" in str(error)
            if is_open and not is_last:
                rest = "".join(lines[position:])
                if len(rest) <= _LONGEST_RECORD:
                    block.rest = rest
                    del lines[position:]
                    return block
            reason = "a quote is opened and never closed" if is_open else "a quote is out of place"
            block.reject(position, position + 1, reason)
            position += 1
    return block
