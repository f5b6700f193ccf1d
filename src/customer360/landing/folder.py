"""Which files of a landing root belong to which company and table. Reads names only."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from customer360.landing.contract import COMPANY_ID_PATTERN, TABLES

SETTINGS_FILE = "company.csv"
_SUFFIXES = (".csv", ".parquet")


class LandingError(Exception):
    """The landing cannot start; the message is one sentence."""


@dataclass(frozen=True)
class LandingFile:
    path: Path
    #: Relative to the company's folder, with forward slashes.
    name: str
    table: str


@dataclass
class CompanyFolder:
    company_id: str
    path: Path
    #: In the order in which their rows count as earlier and later.
    files: list[LandingFile] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    #: Why the folder, or a folder of parts in it, cannot be read; None where all can.
    unreadable: str | None = None

    @property
    def settings_file(self) -> Path | None:
        """Also where it is a folder or a link to nothing: no settings are not meant by that."""
        path = self.path / SETTINGS_FILE
        return path if os.path.lexists(path) else None


@dataclass
class LandingRoot:
    folders: list[CompanyFolder]
    #: Folders whose name is no company id: refused before anything below is looked at.
    refused_names: list[str]
    ignored: list[str]


def is_company_id(name: str) -> bool:
    return re.fullmatch(COMPANY_ID_PATTERN.strip("^$"), name) is not None


def find_companies(root: Path, only: tuple[str, ...] = ()) -> LandingRoot:
    """The company folders of a landing root, sorted by name; ``only`` limits them to these ids.

    Raises LandingError where the root does not exist, holds no folder, or a named id is missing.
    """
    try:
        if not root.is_dir():
            raise LandingError(f"landing root {str(root)!r} is not a folder")
        entries = sorted(root.iterdir(), key=lambda entry: entry.name)
        folders = [entry for entry in entries if entry.is_dir() and not entry.name.startswith(".")]
    except OSError as error:
        raise LandingError(f"cannot read {str(root)!r}: {error.strerror}") from None
    names = {folder.name for folder in folders}
    for company_id in only:
        if not is_company_id(company_id):
            raise LandingError(
                f"{company_id!r} is no company id: it must match {COMPANY_ID_PATTERN}"
            )
        if company_id not in names:
            raise LandingError(f"company {company_id!r} has no folder in {str(root)!r}")
    if not folders:
        hint = "; land the folder above it" if any(map(_is_data_file, entries)) else ""
        raise LandingError(f"landing root {str(root)!r} holds no company folder{hint}")
    wanted = [folder for folder in folders if not only or folder.name in only]
    return LandingRoot(
        folders=[_company_folder(folder) for folder in wanted if is_company_id(folder.name)],
        refused_names=[folder.name for folder in wanted if not is_company_id(folder.name)],
        ignored=[entry.name for entry in entries if entry not in folders],
    )


def _is_data_file(path: Path) -> bool:
    return path.name == SETTINGS_FILE or (path.stem in TABLES and path.suffix in _SUFFIXES)


def _company_folder(path: Path) -> CompanyFolder:
    company = CompanyFolder(path.name, path)
    try:
        _look_into(company)
    except OSError as error:
        place = path.name / Path(error.filename or path).relative_to(path)
        company.unreadable = f"{place.as_posix()} cannot be read: {error.strerror}"
    company.files.sort(key=lambda file: (list(TABLES).index(file.table), file.name))
    return company


def _look_into(company: CompanyFolder) -> None:
    for entry in sorted(company.path.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name in TABLES:
            for part in sorted(entry.iterdir(), key=lambda part: part.name):
                _sort_in(company, part, entry.name, f"{entry.name}/{part.name}")
        elif entry.name != SETTINGS_FILE:
            _sort_in(company, entry, entry.stem, entry.name)


def _sort_in(company: CompanyFolder, path: Path, table: str, name: str) -> None:
    # File names are bytes; what is no UTF-8 in them could not be stored.
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    # Systems keep files of their own beside parts, as ._1.csv; a link to nothing is a file missed.
    is_data = path.is_file() or (path.is_symlink() and not path.exists())
    is_hidden = path.name.startswith(".")
    if table in TABLES and path.suffix in _SUFFIXES and is_data and not is_hidden:
        company.files.append(LandingFile(path, name, table))
    else:
        company.ignored.append(name + "/" * path.is_dir())
