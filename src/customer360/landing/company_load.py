"""Loads one company's folder inside one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

import duckdb

from customer360.landing.bookkeeping import (
    RejectedRows,
    delete_demo_rows,
    record_company,
    record_file,
    replace_settings,
)
from customer360.landing.chunk import RejectedRow
from customer360.landing.cleaner import Cleaner
from customer360.landing.company_file import CompanySetting, zone_history
from customer360.landing.contract import RULE_TABLES, TABLES
from customer360.landing.file_load import FileLoader
from customer360.landing.folder import SETTINGS_FILE, CompanyFolder, LandingFile
from customer360.landing.progress import Progress
from customer360.landing.report import FileReport
from customer360.landing.upsert import (
    STAGED,
    create_staging,
    delete_unstaged,
    drop_staging,
    upsert_staged,
)
from customer360.privacy.suppression import ERASED, Suppression, load_suppression
from customer360.warehouse import Warehouse


@dataclass
class CompanyLoad:
    warehouse: Warehouse
    loaded_at: datetime
    is_demo: bool
    progress: Progress
    #: Reads the cells; a new one for each company would cost as much as a small file.
    engine: duckdb.DuckDBPyConnection

    def run(self, folder: CompanyFolder, settings: list[CompanySetting]) -> list[FileReport]:
        """Loads every file, all in one transaction, and keeps the books."""
        reports: list[FileReport] = []
        company_id = folder.company_id
        cleaner = Cleaner(company_id, zone_history(settings), self.loaded_at, self.engine)
        with self.warehouse.transaction():
            if not self.is_demo:
                delete_demo_rows(self.warehouse)
            record_company(self.warehouse, company_id, self.is_demo, self.loaded_at)
            replace_settings(self.warehouse, company_id, settings, self.loaded_at)
            erased = load_suppression(self.warehouse, company_id)
            rejected_rows = RejectedRows(self.warehouse, company_id, self.loaded_at, erased)
            loader = FileLoader(self.warehouse, cleaner, rejected_rows, self.progress)
            for table_name, files in groupby(folder.files, key=lambda file: file.table):
                reports += self._load_table(company_id, table_name, list(files), loader, erased)
            rejected_rows.replace([SETTINGS_FILE, *(report.file for report in reports)])
            for report in reports:
                record_file(self.warehouse, company_id, report, self.loaded_at)
        return reports

    def _load_table(
        self,
        company_id: str,
        table_name: str,
        files: list[LandingFile],
        loader: FileLoader,
        erased: Suppression,
    ) -> list[FileReport]:
        table = TABLES[table_name]
        create_staging(self.warehouse, table)
        reports = []
        for order, file in enumerate(files):
            self.progress.file(company_id, file.name)
            reports.append(loader.stage(file, order))
        if erased:
            _leave_out(erased, table_name, reports, loader)
        upsert_staged(self.warehouse, table, company_id)
        # A rule table is replaced as a whole, unless a part of it could not be read.
        is_read = not any(report.refused or report.is_useless for report in reports)
        if table in RULE_TABLES and is_read:
            delete_unstaged(self.warehouse, table, company_id)
        drop_staging(self.warehouse)
        return reports


def _leave_out(
    erased: Suppression, table_name: str, reports: list[FileReport], loader: FileLoader
) -> None:
    """Keeps erased people out: their rows count as rejected, of which only the place is kept."""
    by_file = {report.file: report for report in reports}
    for file, line in sorted(erased.leave_out(loader.warehouse, table_name, STAGED)):
        loader.rejected_rows.add(table_name, file, [RejectedRow(line, ERASED, None)])
        by_file[file].loaded_count -= 1
        by_file[file].rejected_count += 1
        by_file[file].erased_count += 1
