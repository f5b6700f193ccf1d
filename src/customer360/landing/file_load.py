"""Reads one file of a table - header, chunks, checks - into the staging table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from customer360.landing.bookkeeping import RejectedRows
from customer360.landing.chunk import Chunk, FileRefusedError, RejectedRow
from customer360.landing.cleaner import Cleaner
from customer360.landing.contract import TABLES
from customer360.landing.csv_reader import CsvFile, count_physical_rows
from customer360.landing.folder import LandingFile
from customer360.landing.header import read_header
from customer360.landing.parquet_reader import ParquetFile
from customer360.landing.progress import Progress
from customer360.landing.report import FileReport
from customer360.landing.upsert import POSITION, STAGED
from customer360.warehouse import Warehouse

#: Room for the lines of one file in a staged row's position.
_LINES_PER_FILE = 1 << 40


@dataclass
class FileLoader:
    """Stages the files of one company."""

    warehouse: Warehouse
    cleaner: Cleaner
    rejected_rows: RejectedRows
    progress: Progress

    def stage(self, file: LandingFile, order: int) -> FileReport:
        """Adds the file's usable rows to the staging table and its other rows to the rejects.

        ``order`` is the file's place among the files of its table: rows of later files win. A
        refused file leaves one rejected row without a line, and none of its rows is loaded.
        """
        report = FileReport(file.name, file.table)
        opened: CsvFile | ParquetFile | None = None
        try:
            opened = CsvFile(file.path) if file.path.suffix == ".csv" else ParquetFile(file.path)
            header = read_header(TABLES[file.table], opened.column_names)
            report.unknown_columns = header.unknown
            for chunk in opened.chunks(header):
                self._stage_chunk(file, order, chunk, report)
                self.progress.advance(chunk.size)
        except FileRefusedError as error:
            self._refuse(file, report, str(error))
            report.row_count = report.rejected_count = _row_count(file, opened)
        return report

    def _stage_chunk(self, file: LandingFile, order: int, chunk: Chunk, report: FileReport) -> None:
        cleaned = self.cleaner.clean(TABLES[file.table], chunk)
        count = cleaned.rows.num_rows
        lines = cleaned.rows["landing_line"].to_numpy()
        rows = cleaned.rows.append_column(
            "landing_file", pa.repeat(pa.scalar(file.name), count)
        ).append_column(POSITION, pa.array(lines + np.int64(order) * _LINES_PER_FILE))
        self.warehouse.append_arrow(None, STAGED, rows)
        self.rejected_rows.add(file.table, file.name, cleaned.rejected)
        report.row_count += chunk.row_count
        report.loaded_count += count
        report.rejected_count += len(cleaned.rejected)
        if cleaned.rejected and report.first_rejected is None:
            first = cleaned.rejected[0]
            report.first_rejected = f"line {first.line}: {first.reason}"

    def _refuse(self, file: LandingFile, report: FileReport, reason: str) -> None:
        self.warehouse.execute(f"delete from {STAGED} where landing_file = ?", (file.name,))
        self.rejected_rows.drop_file(file.name)
        self.rejected_rows.add(file.table, file.name, [RejectedRow(None, reason, None)])
        report.refused = reason
        report.loaded_count = 0


def _row_count(file: LandingFile, opened: CsvFile | ParquetFile | None) -> int:
    """Rows of a refused file, as far as they can be counted."""
    if opened is not None:
        return opened.count_rows()
    return count_physical_rows(file.path) if file.path.suffix == ".csv" else 0
