"""One generated root for all tests that only read, and the tables in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from generated_size import PEOPLE, SEED

from customer360.generator.run import generate


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All companies as CSV."""
    folder = tmp_path_factory.mktemp("generated")
    generate(folder, PEOPLE, SEED)
    return folder


@pytest.fixture(scope="session")
def read(root: Path) -> Callable[[str, str], pd.DataFrame]:
    """read(company, table): the CSV as text, an empty cell as ''; no rows keyed in by hand."""

    def read_table(company: str, table: str) -> pd.DataFrame:
        path = (
            root / f"{company}.truth.csv" if table == "truth" else root / company / f"{table}.csv"
        )
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        key = {"orders": "order_id", "refunds": "refund_id"}.get(table)
        return frame if key is None else frame[~frame[key].str.fullmatch(r"|.*H\d{4}")]

    return read_table


@pytest.fixture(scope="session")
def records(read: Callable[[str, str], pd.DataFrame]) -> Callable[[str], pd.DataFrame]:
    """records(company): the customers with their person_id."""

    def with_truth(company: str) -> pd.DataFrame:
        customers = read(company, "customers")
        if "source_system" not in customers:
            customers = customers.assign(source_system="landing")
        return customers.merge(
            read(company, "truth"), on=["source_system", "source_record_id"], validate="1:1"
        )

    return with_truth
