"""Loads a landing root into the raw tables, company by company."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from customer360.landing.bookkeeping import has_companies, refuse_company
from customer360.landing.company_file import CompanyRefusedError, read_company_file
from customer360.landing.company_load import CompanyLoad
from customer360.landing.contract import COMPANY_ID_PATTERN
from customer360.landing.folder import CompanyFolder, LandingError, LandingFile, find_companies
from customer360.landing.progress import NoProgress, Progress
from customer360.landing.raw_schema import analyze_raw_tables, create_raw_schema
from customer360.landing.report import CompanyReport, LandingReport
from customer360.privacy.salt import SaltError
from customer360.warehouse import Warehouse


def land(
    root: Path | str,
    warehouse: Warehouse,
    companies: Sequence[str] | None = None,
    loaded_at: datetime | None = None,
    is_demo: bool = False,
    progress: Progress | None = None,
) -> LandingReport:
    """Loads company folders; each is whole in the warehouse or as it was before.

    ``companies`` limits the load to these ids. ``loaded_at`` is the load's time, UTC when it has
    no zone of its own; now by default. Landing real companies removes the demo's rows. Raises
    LandingError where there is nothing to load from, before anything is written.
    """
    found = find_companies(Path(root), tuple(companies or ()))
    progress = progress or NoProgress()
    time = _naive_utc(loaded_at or datetime.now(UTC))
    report = LandingReport(ignored=found.ignored)
    with warehouse.only_one("landing"):
        create_raw_schema(warehouse)
        if is_demo and has_companies(warehouse, is_demo=False):
            raise LandingError("the warehouse holds real companies: the demo is not landed")
        for name in found.refused_names:
            reason = f"the folder name is no company id: it must match {COMPANY_ID_PATTERN}"
            report.companies.append(CompanyReport(name, refused=reason))
        progress.start(sum(_size(file) for folder in found.folders for file in folder.files))
        with duckdb.connect() as engine:
            load = CompanyLoad(warehouse, time, is_demo, progress, engine)
            for folder in found.folders:
                report.companies.append(_land_company(folder, load))
        analyze_raw_tables(warehouse)
    return report


def _land_company(folder: CompanyFolder, load: CompanyLoad) -> CompanyReport:
    report = CompanyReport(folder.company_id, ignored=folder.ignored)
    try:
        if folder.unreadable:
            raise CompanyRefusedError(folder.unreadable)
        settings, report.unknown_settings_columns = read_company_file(folder.settings_file)
    except CompanyRefusedError as error:
        report.refused = str(error)
        refuse_company(load.warehouse, folder.company_id, report.refused, load.loaded_at)
        return report
    try:
        report.files = load.run(folder, settings)
    except SaltError as error:
        report.refused = str(error)
        refuse_company(load.warehouse, folder.company_id, report.refused, load.loaded_at)
    return report


def _size(file: LandingFile) -> int:
    """For the bar; what cannot be read is said when it is to be read."""
    try:
        return file.path.stat().st_size
    except OSError:
        return 0


def _naive_utc(time: datetime) -> datetime:
    return time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time
