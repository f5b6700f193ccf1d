"""Shows a landing on the terminal; plain text where the output is not one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from customer360.landing.contract import TABLES
from customer360.landing.progress import NoProgress
from customer360.landing.progress import Progress as Watcher
from customer360.landing.report import CompanyReport, FileReport, LandingReport
from customer360.nearest import nearest, nearest_names
from customer360.visible import visible


class LandingConsole:
    def __init__(self) -> None:
        self._out = Console(highlight=False)
        self._err = Console(stderr=True, highlight=False)

    @contextmanager
    def progress(self) -> Iterator[Watcher]:
        """A bar on a terminal, nothing elsewhere."""
        if not self._err.is_terminal:
            yield NoProgress()
            return
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            DownloadColumn(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=self._err, transient=True) as bar:
            yield _Bar(bar)

    def error(self, message: str) -> None:
        self._err.print(f"[red]Error:[/red] {escape(visible(message))}", soft_wrap=True)

    def show(self, report: LandingReport) -> None:
        """A line per file, then what was ignored or refused, then the totals."""
        lines = [
            _file_line(company, file) for company in report.companies for file in company.files
        ]
        if self._out.is_terminal:
            self._show_table(lines)
        else:
            for company, file, loaded, rejected, status in lines:
                self._print(f"{company}/{file}: {loaded} loaded, {rejected} rejected, {status}")
        for name in report.ignored:
            self._print(f"ignored {name}: it is no company folder")
        for company in report.companies:
            self._show_remarks(company)
        self._print(f"{report.loaded_count} rows loaded, {report.rejected_count} rejected")
        if report.rejected_count:
            self._print("every rejected row with its reason: raw.rejected_rows")
        if report.loaded_count:
            self._print("next: customer360 build")

    def _show_table(self, lines: list[tuple[str, str, int, int, str]]) -> None:
        table = Table("company", "file", header_style="bold", box=None)
        for number in ("loaded", "rejected"):
            table.add_column(number, justify="right")
        table.add_column("status")
        for company, file, loaded, rejected, status in lines:
            style = "red" if status != "loaded" else "yellow" if rejected else None
            table.add_row(
                company, escape(visible(file)), f"{loaded:,}", f"{rejected:,}", status, style=style
            )
        self._out.print(table)

    def _show_remarks(self, company: CompanyReport) -> None:
        name = company.company_id
        for file in company.ignored:
            self._print(f"ignored {name}/{file}: {_why_ignored(file)}")
        if company.unknown_settings_columns:
            self._print(
                f"ignored columns of {name}/company.csv: "
                + ", ".join(company.unknown_settings_columns)
            )
        for file in company.files:
            if file.unknown_columns:
                known = [column.name for column in TABLES[file.table].columns]
                columns = (_with_guess(column, known) for column in file.unknown_columns)
                self._print(f"ignored columns of {name}/{file.file}: " + ", ".join(columns))
            if file.first_rejected:
                where = f"{name}/{file.file} {file.first_rejected}"
                more = f" (and {file.rejected_count - 1} more)" if file.rejected_count > 1 else ""
                self._print(f"rejected {where}{more}")
            if file.refused:
                self.error(f"{name}/{file.file} is refused: {file.refused}")
            if file.is_useless:
                self.error(f"{name}/{file.file}: none of its {file.row_count:,} rows can be used")
        if company.refused:
            self.error(f"company {name!r} is refused: {company.refused}")

    def _print(self, text: str) -> None:
        self._out.print(escape(visible(text)), soft_wrap=True)


class _Bar:
    """Passes a landing's progress on to the bar."""

    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._task = bar.add_task("landing", total=None)

    def start(self, total_bytes: int) -> None:
        self._bar.update(self._task, total=total_bytes)

    def file(self, company_id: str, file: str) -> None:
        self._bar.update(self._task, description=escape(f"{company_id}/{file}"))

    def advance(self, read_bytes: int) -> None:
        self._bar.advance(self._task, read_bytes)


def _why_ignored(file: str) -> str:
    stem, _, suffix = file.partition(".")
    table = stem.partition("/")[0].lower()
    if table in TABLES and suffix and suffix not in ("csv", "parquet"):
        return f"files of {table} are named .csv or .parquet"
    return f"it is no table of the contract{nearest(stem, TABLES)}"


def _with_guess(column: str, known: list[str]) -> str:
    meant = nearest_names(column, known)
    return f"{column} ({meant[0]}?)" if meant else column


def _file_line(company: CompanyReport, file: FileReport) -> tuple[str, str, int, int, str]:
    status = "refused" if file.refused else "nothing usable" if file.is_useless else "loaded"
    return company.company_id, file.file, file.loaded_count, file.rejected_count, status
