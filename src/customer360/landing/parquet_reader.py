"""Reads a company's Parquet file into chunks of text cells; rows are numbered from 1."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from customer360.landing.chunk import Chunk, FileRefusedError
from customer360.landing.header import Header
from customer360.warehouse.base import quoted

_ROWS_PER_CHUNK = 100_000


class ParquetFile:
    """A Parquet file; raises FileRefusedError where it cannot be read.

    Values become text in the spelling that the contract asks of CSV, so that one set of rules
    reads both: ISO 8601 times (with an offset where the column has a time zone), plain decimals.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._size = path.stat().st_size
            self._file = pq.ParquetFile(path)
        except (pa.ArrowException, OSError) as error:
            reason = str(error).split("\n", 1)[0]
            raise FileRefusedError(f"the file cannot be read as Parquet: {reason}") from None
        self.column_names = list(self._file.schema_arrow.names)

    def count_rows(self) -> int:
        return self._file.metadata.num_rows

    def chunks(self, header: Header) -> Iterator[Chunk]:
        first_row = 1
        with duckdb.connect() as engine:
            engine.execute("set TimeZone = 'UTC'")
            try:
                for batch in self._file.iter_batches(_ROWS_PER_CHUNK):
                    cells = _as_text(batch, header, engine)
                    yield Chunk(
                        cells=cells,
                        lines=range(first_row, first_row + cells.num_rows),
                        text_of=lambda row, batch=batch: _row_text(batch, row),
                        size=self._size * batch.num_rows // max(self.count_rows(), 1),
                    )
                    first_row += batch.num_rows
            except (pa.ArrowException, duckdb.Error, OSError) as error:
                reason = str(error).split("\n", 1)[0]
                raise FileRefusedError(f"the file cannot be read as Parquet: {reason}") from None


def _as_text(batch: pa.RecordBatch, header: Header, engine: duckdb.DuckDBPyConnection) -> pa.Table:
    arrays = {}
    for name, position in header.positions.items():
        array = batch.column(position)
        if pa.types.is_binary(array.type) or pa.types.is_large_binary(array.type):
            array = array.cast(pa.string())
        arrays[name] = array
    # DuckDB sees the batch by the name of this variable's registration only.
    engine.register("batch", pa.table(arrays))
    casts = ", ".join(
        f"{_text_of(quoted(name), array.type)} as {quoted(name)}" for name, array in arrays.items()
    )
    return engine.sql(f"select {casts} from batch").to_arrow_table()


def _text_of(cell: str, kind: pa.DataType) -> str:
    if not pa.types.is_floating(kind):
        return f"cast({cell} as varchar)"
    # A whole number in a float column is most often an id or a count that met a null, which some
    # writers make a NaN.
    return (
        f"case when not isnan({cell}) then "
        f"case when {cell} = trunc({cell}) and abs({cell}) < 9e18 "
        f"then cast(cast({cell} as bigint) as varchar) else cast({cell} as varchar) end end"
    )


def _row_text(batch: pa.RecordBatch, row: int) -> str:
    cells = zip(batch.schema.names, (column[row] for column in batch.columns), strict=True)
    present = {name: _plain(cell) for name, cell in cells if cell.is_valid}
    return json.dumps(present, ensure_ascii=False, default=str)


def _plain(cell: pa.Scalar) -> object:
    try:
        return cell.as_py()
    except (OverflowError, ValueError):
        pass
    try:
        # A time beyond the years that Python knows.
        return cell.cast(pa.string()).as_py()
    except pa.ArrowException:
        return f"<{cell.type}>"
