"""Reads a company's CSV file into chunks of text cells with exact physical line numbers.

UTF-8, a header row, RFC 4180 quotes; lines may end in LF, CRLF or CR, mixed. A damaged line is
rejected by itself and never swallows its neighbours: after an unclosed quote reading resumes at
the next physical line. Lines with nothing at all on them are no rows.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from customer360.landing.chunk import Chunk, FileRefusedError, RejectedRow
from customer360.landing.header import Header

_BLOCK_BYTES = 8 << 20
#: A quoted cell longer than this (characters) counts as a quote that was never closed.
_LONGEST_RECORD = 16 << 20

csv.field_size_limit(2 * _LONGEST_RECORD)


@dataclass
class _Block:
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


class CsvFile:
    """A CSV file; raises FileRefusedError where it is not UTF-8, has no header or no access."""

    def __init__(self, path: Path) -> None:
        self._path = path
        _check_utf8(path)
        self._header_lines, self.column_names = self._read_header()

    def chunks(self, header: Header) -> Iterator[Chunk]:
        """The rows after the header, in file order."""
        for block in self._blocks(header.width):
            cells = {
                name: pa.array([record[position] for record in block.records], pa.string())
                for name, position in header.positions.items()
            }
            yield Chunk(
                cells=pa.table(cells),
                lines=[block.first_line + start for start in block.starts],
                text_of=block.text_of,
                size=sum(map(len, block.lines)),
                rejected=block.rejected,
            )

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Line and cells of each row of a file that must be sound; refuses it where it is not."""
        for block in self._blocks(len(self.column_names)):
            for row in block.rejected:
                raise FileRefusedError(f"line {row.line}: {row.reason}")
            for start, record in zip(block.starts, block.records, strict=True):
                yield block.first_line + start, record

    def count_rows(self) -> int:
        """Rows of a file that is refused for its header."""
        return sum(
            len(block.records) + len(block.rejected)
            for block in self._blocks(len(self.column_names))
        )

    def _read_header(self) -> tuple[int, list[str]]:
        for text, _ in _stretches(self._path):
            block = cut_records(text, 1, None, is_last=True, only_first=True)
            if block.rejected:
                raise FileRefusedError(f"the header row cannot be read: {block.rejected[0].reason}")
            if block.records:
                return block.ends[0], block.records[0]
        raise FileRefusedError("the file is empty: there is no header row")

    def _blocks(self, width: int) -> Iterator[_Block]:
        rest, line, skipped = "", 1, self._header_lines
        for text, is_last in _stretches(self._path):
            lines_text = rest + text
            if skipped:
                head = io.StringIO(lines_text, newline="")
                for _ in range(skipped):
                    head.readline()
                lines_text, line, skipped = head.read(), 1 + skipped, 0
            block = cut_records(lines_text, line, width, is_last)
            line += len(block.lines)
            rest = block.rest
            yield block


def cut_records(
    text: str, first_line: int, width: int | None, is_last: bool, only_first: bool = False
) -> _Block:
    """Cuts text into records of ``width`` cells (None: any); the unfinished end is in ``rest``."""
    block = _Block(list(io.StringIO(text, newline="")), first_line)
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


def _stretches(path: Path) -> Iterator[tuple[str, bool]]:
    """The file's text in stretches that end with a line, and whether each is the last."""
    with path.open("rb") as file:
        pending = file.read(_BLOCK_BYTES).removeprefix(codecs.BOM_UTF8)
        while True:
            block = file.read(_BLOCK_BYTES)
            if not block:
                yield pending.decode("utf-8"), True
                return
            # A CR may be half of a CRLF, so cut behind an LF or before the last byte.
            cut = pending.rfind(b"\n") + 1 or pending.rfind(b"\r", 0, len(pending) - 1) + 1
            if cut:
                yield pending[:cut].decode("utf-8"), False
            pending = pending[cut:] + block


def _check_utf8(path: Path) -> None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    try:
        with path.open("rb") as file:
            start = file.read(2)
            if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
                raise FileRefusedError("the file is UTF-16, not UTF-8")
            file.seek(0)
            while block := file.read(_BLOCK_BYTES):
                decoder.decode(block)
                line += block.count(b"\n")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        line += error.object[: error.start].count(b"\n")
        byte = error.object[error.start]
        raise FileRefusedError(f"the file is not UTF-8: byte 0x{byte:02x} in line {line}") from None
    except OSError as error:
        raise FileRefusedError(f"the file cannot be read: {error.strerror}") from None
