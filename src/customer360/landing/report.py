"""What a landing did, file by file."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class FileReport:
    """One file of a table. ``row_count`` is always ``loaded_count + rejected_count``."""

    file: str
    table: str
    row_count: int = 0
    loaded_count: int = 0
    rejected_count: int = 0
    #: Those of the rejected rows that were left out because their person is erased.
    erased_count: int = 0
    unknown_columns: tuple[str, ...] = ()
    #: Why the whole file was refused; None where it was read.
    refused: str | None = None
    #: Line and reason of the first row that was rejected; None where none was.
    first_rejected: str | None = None

    @property
    def is_useless(self) -> bool:
        """True where the file was read, has rows, and every one of them is wrong."""
        return not self.refused and 0 < self.row_count == self.rejected_count - self.erased_count


@dataclass
class CompanyReport:
    company_id: str
    files: list[FileReport] = field(default_factory=list)
    #: Files and folders that are no table, relative to the company's folder.
    ignored: list[str] = field(default_factory=list)
    #: Columns of company.csv that mean nothing to the loader.
    unknown_settings_columns: tuple[str, ...] = ()
    #: Why nothing of the company was loaded; None where it was.
    refused: str | None = None


@dataclass
class LandingReport:
    companies: list[CompanyReport] = field(default_factory=list)
    #: What lies in the landing root and is no company's folder.
    ignored: list[str] = field(default_factory=list)

    @property
    def is_all_usable(self) -> bool:
        """False where a company or a file was refused, or a file has no row that could be used."""
        return not any(
            company.refused or any(file.refused or file.is_useless for file in company.files)
            for company in self.companies
        )

    @property
    def loaded_count(self) -> int:
        return sum(file.loaded_count for company in self.companies for file in company.files)

    @property
    def rejected_count(self) -> int:
        return sum(file.rejected_count for company in self.companies for file in company.files)
