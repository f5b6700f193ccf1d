"""Writes the first files of a company: its settings and its quality rules, with comments."""

from __future__ import annotations

from pathlib import Path
from string import Template

from customer360.landing.contract import COMPANY_ID_PATTERN, SYSTEMS
from customer360.landing.folder import SETTINGS_FILE, is_company_id
from customer360.landing.seeds import default_settings
from customer360.project import PROJECT_ROOT

#: Where the project keeps each company's rules, one file a company.
RULES = PROJECT_ROOT / "companies"

#: Names that dbt knows as sources of the project's own.
_TAKEN = ("landing", *SYSTEMS)

_TEMPLATES = Path(__file__).parent / "templates"


class CompanyError(Exception):
    """What was asked for cannot be done; the message is one sentence."""


def require_company_id(company_id: str) -> None:
    """Raises CompanyError where the text can be no company's id."""
    if not is_company_id(company_id):
        raise CompanyError(f"{company_id!r} is no company id: it must match {COMPANY_ID_PATTERN}")
    if company_id in _TAKEN:
        raise CompanyError(f"{company_id!r} is taken by the project itself; choose another id")


def new_company(company_id: str, root: Path, rules: Path = RULES) -> list[Path]:
    """Writes ``<root>/<id>/company.csv`` and ``<rules>/<id>.yml`` and returns them.

    Raises CompanyError where the id cannot be one, a file is there already, or one cannot be
    written; then none is.
    """
    require_company_id(company_id)
    words = {**default_settings(), "id": company_id, "name": company_id.replace("_", " ").title()}
    files = {
        root / company_id / SETTINGS_FILE: _template("company.csv", words),
        rules / f"{company_id}.yml": _template("quality_rules.yml", words),
    }
    for path in files:
        if path.exists():
            raise CompanyError(f"{path} is there already")
    begun = []
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            begun.append(path)
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        # Half of them would keep the next try from starting.
        for path in begun:
            path.unlink(missing_ok=True)
        place = error.filename or begun[-1]
        raise CompanyError(f"cannot write {place}: {error.strerror}") from None
    return list(files)


def _template(name: str, words: dict[str, str]) -> str:
    return Template((_TEMPLATES / name).read_text(encoding="utf-8")).substitute(words)
