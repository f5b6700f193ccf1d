"""Reads the published file: one connection per question, so that a newer file is seen at once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from customer360.publish.files import default_folder
from customer360.publish.reading import open_published


class MartsError(RuntimeError):
    """The file cannot be read; the message is one sentence for the person at the screen."""


@dataclass(frozen=True)
class Company:
    company_id: str
    name: str
    currency: str
    as_of: str


def open_file() -> Path:
    """The file that CUSTOMER360_APP_FILE names, else the one that `customer360 publish` writes."""
    stated = os.environ.get("CUSTOMER360_APP_FILE")
    file = Path(stated) if stated else default_folder() / "customer360.duckdb"
    if not file.is_file():
        raise MartsError(f"There is no file {file} yet. Run dbt build, then customer360 publish.")
    return file


def query(file: Path, sql: str, *parameters: object) -> pd.DataFrame:
    """Rows of a query on the marts; ``?`` marks a parameter, so no value becomes SQL."""
    with open_published(file) as connection:
        return connection.execute(sql, list(parameters)).df()


def companies(file: Path) -> dict[str, Company]:
    rows = query(
        file,
        "select company_id, company_name, currency, cast(as_of_date as varchar) as as_of"
        " from marts.dim_companies order by company_id",
    )
    return {row.company_id: Company(*row) for row in rows.itertuples(index=False)}
