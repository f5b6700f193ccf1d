"""Writes the tables of a company part by part, as CSV or Parquet; never a whole table in memory."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

from customer360.generator.block import Part
from customer360.generator.columns import TEXT, Frame
from customer360.landing.contract import RULE_TABLES, TABLES

FORMATS = ("csv", "parquet")


class FolderWriter:
    """The tables of one folder.

    CSV: one file a table, whose columns are those of all parts of the first block. Parquet: a
    folder a table with one file a part, so that each keeps its own types. Rules are always CSV.
    """

    def __init__(self, folder: Path, file_format: str) -> None:
        self.folder, self.file_format = folder, file_format
        #: Path below the folder -> rows written.
        self.rows: dict[str, int] = {}
        self._files: dict[str, _CsvFile | _ParquetFile] = {}

    def write(self, parts: list[Part]) -> None:
        """Appends the parts, those of one file in the order given."""
        files: dict[str, list[Frame]] = {}
        for part in parts:
            files.setdefault(self._path(part), []).append(part.frame)
        for path, frames in files.items():
            if path not in self._files:
                target = self.folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                opened = _CsvFile if path.endswith(".csv") else _ParquetFile
                self._files[path] = opened(target, frames)
                self.rows[path] = 0
            for frame in frames:
                self.rows[path] += self._files[path].append(frame)

    def close(self) -> None:
        for file in self._files.values():
            file.close()

    def _path(self, part: Part) -> str:
        if self.file_format == "csv" or part.table in _ALWAYS_CSV:
            return f"{part.table}.csv"
        is_only_part = part.table == part.name
        return f"{part.table}.parquet" if is_only_part else f"{part.table}/{part.name}.parquet"


_ALWAYS_CSV = {"company", *(table.name for table in RULE_TABLES)}


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
        if size:
            lines = pc.binary_join_element_wise(*cells, ",")
            lines = pc.binary_join_element_wise(lines, "\n", "")
            # The values of an Arrow column lie one behind the other: they are the file's bytes.
            _, ends, content = lines.buffers()
            end = int(np.frombuffer(ends, dtype=np.int32)[size])
            self._file.write(content.slice(0, end))
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
    """Own types: instants in UTC, wall clocks without a zone, decimals, booleans."""

    def __init__(self, path: Path, frames: list[Frame]) -> None:
        self._schema = pa.schema([(name, column.type) for name, column in frames[0].items()])
        self._writer = pa.parquet.ParquetWriter(path, self._schema, compression="zstd")

    def append(self, frame: Frame) -> int:
        table = pa.table(frame)
        self._writer.write_table(table.cast(self._schema))
        return table.num_rows

    def close(self) -> None:
        self._writer.close()


def remove_generated(root: Path, company_id: str) -> None:
    """Removes what an earlier run wrote for the company; files of other names stay.

    Parts of another format beside the new ones would be read along with them.
    """
    folder = root / company_id
    for name in ("company", *TABLES):
        for path in (folder / f"{name}.csv", folder / f"{name}.parquet"):
            path.unlink(missing_ok=True)
        for path in (folder / name).glob("*.parquet"):
            path.unlink()
        if (folder / name).is_dir() and not any((folder / name).iterdir()):
            (folder / name).rmdir()
    for file_format in FORMATS:
        (root / f"{company_id}.truth.{file_format}").unlink(missing_ok=True)


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
