"""CSV: cells, physical lines, damaged lines; the fast and the careful way agree."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from customer360.landing import csv_reader
from customer360.landing.chunk import FileRefusedError
from customer360.landing.contract import Column, Table
from customer360.landing.csv_plain import read_plain
from customer360.landing.csv_reader import CsvFile
from customer360.landing.csv_records import cut_records
from customer360.landing.header import Header, read_header

TABLE = Table("things", key=("a",), columns=tuple(Column(name) for name in "abc"))


def read(path: Path) -> tuple[list[tuple[int, list[str], str]], list[tuple[int, str, str]]]:
    """((line, cells, text) of each row, (line, reason, text) of each damaged one)."""
    file = CsvFile(path)
    header = read_header(TABLE, file.column_names)
    rows, rejected = [], []
    for chunk in file.chunks(header):
        cells = zip(*(column.to_pylist() for column in chunk.cells.columns), strict=True)
        rows += [
            (line, list(row), chunk.text_of(index))
            for index, (line, row) in enumerate(zip(chunk.lines, cells, strict=True))
        ]
        rejected += [(row.line, row.reason, row.text) for row in chunk.rejected]
    return rows, rejected


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "things.csv"


CELLS = st.text(st.sampled_from('ab",\n\r é王\u2028\x85\ufeff\0'), max_size=5)
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=12)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ROWS, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans(), st.integers(20, 80))
def test_what_a_csv_writer_wrote_is_read_back(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    rows: list[list[str]],
    line_end: str,
    has_bom: bool,
    block_bytes: int,
) -> None:
    # Small blocks: records lie across their borders.
    monkeypatch.setattr(csv_reader, "_BLOCK_BYTES", block_bytes)
    text = io.StringIO(newline="")
    # The writer leaves a lone line break bare where it is not its own line end.
    has_breaks = any("\r" in cell or "\n" in cell for row in rows for cell in row)
    quoting = csv.QUOTE_ALL if has_breaks else csv.QUOTE_MINIMAL
    writer = csv.writer(text, lineterminator=line_end, quoting=quoting)
    writer.writerows([["a", "b", "c"], *rows])
    path.write_bytes(text.getvalue().encode("utf-8-sig" if has_bom else "utf-8"))
    found, rejected = read(path)
    assert rejected == []
    assert [cells for _, cells, _ in found] == rows
    lines = list(io.StringIO(text.getvalue(), newline=""))
    for line, cells, row_text in found:
        assert lines[line - 1].startswith(row_text.splitlines(keepends=True)[0][:1])
        assert next(csv.reader(io.StringIO(row_text, newline=""))) == cells


LINES = st.text(st.sampled_from('a,",\r\n é'), max_size=60)


@settings(max_examples=400, deadline=None)
@given(LINES)
@example('a,"b""c",""\r\n\r\n,,\n')
@example('"a",b,c\nd,e')
def test_the_fast_way_agrees_with_the_careful_one(text: str) -> None:
    header = Header({"a": 0, "b": 1, "c": 2}, (), 3)
    fast = read_plain(text.encode(), 7, header)
    if fast is None:
        return
    block = cut_records(text, 7, 3, is_last=True)
    assert block.rejected == []
    assert fast.lines == [7 + start for start in block.starts]
    cells = [list(row) for row in zip(*(c.to_pylist() for c in fast.cells.columns), strict=True)]
    assert cells == block.records
    texts = [block.text_of(row) for row in range(len(cells))]
    assert [fast.text_of(row) for row in range(len(cells))] == texts


def test_the_fast_way_is_taken_for_sound_lines() -> None:
    header = Header({"a": 0, "b": 1}, (), 2)
    assert read_plain(b'1,"x, ""y"""\r\n\r\n2,\n3,z', 2, header) is not None
    for odd in (b'1,"x\ny"\n', b"1,x\r2,y\n", b"1,x,y\n", b"1\n", b'1,x"y"\n', b"1,\0\n"):
        assert read_plain(odd, 2, header) is None, odd


@settings(max_examples=200, deadline=None)
@given(LINES, st.integers(1, 4))
def test_every_line_with_something_on_it_is_in_a_record_or_rejected(text: str, width: int) -> None:
    block = cut_records(text, 1, width, is_last=True)
    covered = [range(start, end) for start, end in zip(block.starts, block.ends, strict=True)]
    seen = {line for lines in covered for line in lines} | {row.line - 1 for row in block.rejected}
    assert sum(map(len, covered)) + len(block.rejected) == len(seen)
    assert all(seen >= {i} or not line.strip("\r\n") for i, line in enumerate(block.lines))
    assert all(len(record) == width for record in block.records)


def test_an_open_quote_costs_one_line(path: Path) -> None:
    path.write_text('a,b,c\n1,"open,x\n2,y,y\n3,"z\nz",z\n')
    rows, rejected = read(path)
    assert rejected == [(2, "a quote is out of place", '1,"open,x')]
    assert [(line, cells) for line, cells, _ in rows] == [
        (3, ["2", "y", "y"]),
        (4, ["3", "z\nz", "z"]),
    ]


def test_a_quote_open_to_the_end_of_the_file_costs_one_line(path: Path) -> None:
    path.write_text('a,b,c\n1,"open,x\n' + "2,y,y\n" * 5000)
    rows, rejected = read(path)
    assert rejected == [(2, "a quote is opened and never closed", '1,"open,x')]
    assert [line for line, _, _ in rows] == list(range(3, 5003))


def test_ragged_lines_are_rejected_by_themselves(path: Path) -> None:
    path.write_text("a,b,c\n1,2\n1,2,3\n1,2,3,4\n\n,,\n")
    rows, rejected = read(path)
    assert [line for line, _, _ in rows] == [3, 6]
    assert rejected == [
        (2, "the row has 2 cells, the header has 3", "1,2"),
        (4, "the row has 4 cells, the header has 3", "1,2,3,4"),
    ]


def test_mixed_line_ends_are_all_line_ends(path: Path) -> None:
    path.write_bytes(b"a,b,c\r\n1,,\r2,,\n3,,\r\n\r4,,")
    rows, rejected = read(path)
    assert [(line, cells[0]) for line, cells, _ in rows] == [(2, "1"), (3, "2"), (4, "3"), (6, "4")]
    assert rejected == []


@pytest.mark.parametrize(
    "content, reason",
    [
        (b"", "there is no header row"),
        (b"\xef\xbb\xbf", "there is no header row"),
        (b"\n\n", "there is no header row"),
        ("a,b\n1,é\n2,x\n".encode("latin-1"), "not UTF-8: byte 0xe9 in line 2"),
        (b"a,b\n" + b"1,2\n" * 3 + b"cut \xe7\x8e", "not UTF-8: byte 0xe7 in line 5"),
        ("a,b\n1,2\n".encode("utf-16"), "UTF-16"),
        (b'"a,b\n1,2\n', "the header row cannot be read: a quote is opened and never closed"),
    ],
)
def test_files_that_are_refused(path: Path, content: bytes, reason: str) -> None:
    path.write_bytes(content)
    with pytest.raises(FileRefusedError, match=reason):
        CsvFile(path)


def test_a_bad_byte_in_a_later_block_is_counted_from_the_start(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_reader, "_BLOCK_BYTES", 7)
    path.write_bytes(b"a,b\n" + b"1,\xc3\xa9\n" * 20 + b"2,\xe9\n")
    with pytest.raises(FileRefusedError, match="byte 0xe9 in line 22"):
        CsvFile(path)


def test_header_names_are_matched_without_case_and_blanks() -> None:
    header = read_header(TABLE, [" C", "x", "A\0", ""])
    assert header.positions == {"c": 0, "a": 2}
    assert header.unknown == ("x", "(column 4 has no name)")


def test_a_column_that_comes_twice_refuses_the_file() -> None:
    with pytest.raises(FileRefusedError, match="column 'a', 'x' comes more than once"):
        read_header(TABLE, ["a", "x", "b", "A", "x"])
