"""Writes the tables of a company part by part, as CSV or Parquet; never a whole table in memory."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

from customer360.generator.columns import TEXT, Frame

FORMATS = ("csv", "parquet")


class FolderWriter:
    """Tables of one folder. The columns of a table are those of all parts of the first block."""

    def __init__(self, folder: Path, file_format: str) -> None:
        self.folder, self.file_format = folder, file_format
        self.rows: dict[str, int] = {}
        self._files: dict[str, _CsvFile | _ParquetFile] = {}

    def write(self, parts: list[tuple[str, Frame]]) -> None:
        """Appends the parts, those of one table in the order given."""
        tables: dict[str, list[Frame]] = {}
        for name, frame in parts:
            tables.setdefault(name, []).append(frame)
        for name, frames in tables.items():
            if name not in self._files:
                opened = _CsvFile if self.file_format == "csv" else _ParquetFile
                self._files[name] = opened(self.folder / f"{name}.{self.file_format}", frames)
                self.rows[name] = 0
            for frame in frames:
                self.rows[name] += self._files[name].append(frame)

    def close(self) -> None:
        for file in self._files.values():
            file.close()


class _CsvFile:
    """Every value as text, quoted only where it must be; a null is an empty cell."""

    def __init__(self, path: Path, frames: list[Frame]) -> None:
        self._names = list(dict.fromkeys(name for frame in frames for name in frame))
        self._file = path.open("wb")
        self._file.write((",".join(self._names) + "\n").encode())

    def append(self, frame: Frame) -> int:
        size = len(next(iter(frame.values())))
        unknown = set(frame) - set(self._names)
        if unknown:
            raise ValueError(f"columns {sorted(unknown)} are missing in the first block")
        empty = pa.repeat(pa.scalar("", TEXT), size)
        cells = [_cell(frame[name]) if name in frame else empty for name in self._names]
        lines = pc.binary_join_element_wise(*cells, ",")
        lines = pc.binary_join_element_wise(lines, "\n", "")
        # The values of an Arrow column lie one behind the other: they are the file's bytes.
        self._file.write(pa.concat_arrays([lines]).buffers()[2])
        return size

    def close(self) -> None:
        self._file.close()


def _cell(column: pa.Array) -> pa.Array:
    value = pc.fill_null(as_text(column), "")
    special = pc.match_substring_regex(value, '[,"\\r\\n]|^ | $')
    if not pc.any(special, min_count=0).as_py():
        return value
    escaped = pc.replace_substring(value, '"', '""')
    return pc.if_else(special, pc.binary_join_element_wise('"', escaped, '"', ""), value)


class _ParquetFile:
    """Own types; where parts disagree (or clocks do) the column is text, as in the CSV."""

    def __init__(self, path: Path, frames: list[Frame]) -> None:
        kinds: dict[str, pa.DataType] = {}
        for frame in frames:
            for name, column in frame.items():
                known = kinds.setdefault(name, column.type)
                kinds[name] = known if known == column.type else TEXT
        self._schema = pa.schema(list(kinds.items()))
        self._writer = pa.parquet.ParquetWriter(path, self._schema, compression="zstd")

    def append(self, frame: Frame) -> int:
        size = len(next(iter(frame.values())))
        columns = []
        for field in self._schema:
            column = frame.get(field.name)
            if column is None:
                column = pa.nulls(size, field.type)
            elif field.type == TEXT:
                column = as_text(column)
            columns.append(column)
        self._writer.write_table(pa.Table.from_arrays(columns, schema=self._schema))
        return size

    def close(self) -> None:
        self._writer.close()


def as_text(column: pa.Array) -> pa.Array:
    """As an export would write it: 2025-03-14T12:45:10Z in UTC, 2025-03-14 12:45:10 on the wall."""
    kind = column.type
    if pa.types.is_string(kind):
        return column
    if pa.types.is_timestamp(kind):
        local = column.cast(pa.timestamp("s")).cast(TEXT)
        if kind.tz is None:
            return local
        instant = pc.replace_substring(local, " ", "T")
        return pc.binary_join_element_wise(instant, "Z", "")
    return column.cast(TEXT)
