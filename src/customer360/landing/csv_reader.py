"""Reads a company's CSV file into chunks of text cells with exact physical line numbers.

UTF-8, a header row, RFC 4180 quotes; lines may end in LF, CRLF or CR, mixed. A damaged line is
rejected by itself and never swallows its neighbours: after an unclosed quote reading resumes at
the next physical line. Lines with nothing at all on them are no rows.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from customer360.landing.chunk import Chunk, FileRefusedError
from customer360.landing.csv_plain import count_lines, read_plain
from customer360.landing.csv_records import RecordBlock, cut_records
from customer360.landing.header import Header

_BLOCK_BYTES = 8 << 20


class CsvFile:
    """A CSV file; raises FileRefusedError where it is not UTF-8, has no header or no access."""

    def __init__(self, path: Path) -> None:
        self._path = path
        check_utf8(path)
        self.column_names = self._read_header()

    def chunks(self, header: Header) -> Iterator[Chunk]:
        """The rows after the header, in file order."""
        rest, line = "", self._first_line
        for data, is_last in _stretches(self._path, self._header_bytes):
            chunk = None if rest else read_plain(data, line, header)
            if chunk is not None:
                line += count_lines(data)
                yield chunk
                continue
            block = cut_records(rest + data.decode("utf-8"), line, header.width, is_last)
            line, rest = line + len(block.lines), block.rest
            yield _chunk(block, header)

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Line and cells of each row of a file that must be sound; refuses it where it is not."""
        for block in self._blocks():
            for row in block.rejected:
                raise FileRefusedError(f"line {row.line}: {row.reason}")
            for start, record in zip(block.starts, block.records, strict=True):
                yield block.first_line + start, record

    def count_rows(self) -> int:
        """Rows of a file that is refused for its header."""
        return sum(len(block.records) + len(block.rejected) for block in self._blocks())

    def _read_header(self) -> list[str]:
        self._first_line, self._header_bytes = 1, 0
        for block in self._blocks(only_first=True):
            if block.rejected:
                raise FileRefusedError(f"the header row cannot be read: {block.rejected[0].reason}")
            if block.records:
                header_lines = block.lines[: block.ends[0]]
                self._first_line = block.first_line + len(header_lines)
                self._header_bytes = len("".join(header_lines).encode("utf-8"))
                return block.records[0]
        raise FileRefusedError("the file is empty: there is no header row")

    def _blocks(self, only_first: bool = False) -> Iterator[RecordBlock]:
        """All records after the header by the careful way; the header itself while unread."""
        width = None if only_first else len(self.column_names)
        rest, line = "", self._first_line
        for data, is_last in _stretches(self._path, self._header_bytes):
            block = cut_records(rest + data.decode("utf-8"), line, width, is_last, only_first)
            line, rest = line + len(block.lines), block.rest
            yield block


def check_utf8(path: Path) -> None:
    """Raises FileRefusedError naming the first line that is not UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    try:
        with path.open("rb") as file:
            if _is_utf16(file.read(4)):
                raise FileRefusedError("the file is UTF-16, not UTF-8")
            file.seek(0)
            while block := file.read(_BLOCK_BYTES):
                decoder.decode(block)
                line += block.count(b"\n")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        # error.object is what was left of the block before, then this block.
        line += error.object[: error.start].count(b"\n")
        byte = error.object[error.start]
        raise FileRefusedError(f"the file is not UTF-8: byte 0x{byte:02x} in line {line}") from None
    except OSError as error:
        raise FileRefusedError(f"the file cannot be read: {error.strerror}") from None


def _is_utf16(start: bytes) -> bool:
    """By the mark, or by the empty halves of the header's first two letters."""
    halves = start[0::2], start[1::2]
    return start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or (
        halves.count(b"\0\0") == 1
    )


def count_physical_rows(path: Path) -> int:
    """Lines with anything on them, less the header: the rows of a file that cannot be decoded."""
    try:
        with path.open("rb") as file:
            return max(sum(1 for line in file if line.strip(b"\r\n\0")) - 1, 0)
    except OSError:
        return 0


def _chunk(block: RecordBlock, header: Header) -> Chunk:
    cells = {
        name: pa.array([record[position] for record in block.records], pa.string())
        for name, position in header.positions.items()
    }
    return Chunk(
        cells=pa.table(cells),
        lines=[block.first_line + start for start in block.starts],
        text_of=block.text_of,
        size=sum(map(len, block.lines)),
        rejected=block.rejected,
    )


def _stretches(path: Path, skipped_bytes: int) -> Iterator[tuple[bytes, bool]]:
    """The file's bytes in stretches that end with a line, and whether each is the last."""
    with path.open("rb") as file:
        start = len(codecs.BOM_UTF8) if file.read(3) == codecs.BOM_UTF8 else 0
        file.seek(start + skipped_bytes)
        pending = file.read(_BLOCK_BYTES)
        while block := file.read(_BLOCK_BYTES):
            # A CR may be half of a CRLF, so cut behind an LF or before the last byte.
            cut = pending.rfind(b"\n") + 1 or pending.rfind(b"\r", 0, len(pending) - 1) + 1
            if cut:
                yield pending[:cut], False
            pending = pending[cut:] + block
        yield pending, True
