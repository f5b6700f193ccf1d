"""The generated companies: order of rows does not matter, and the truth is found."""

from __future__ import annotations

import csv
import random
from collections import Counter
from pathlib import Path

import duckdb
import pytest
from marts_hash import marts_hash

from customer360.demo import DEMO_PEOPLE, DEMO_SEED
from customer360.generator.calendar import LOADED_AT
from customer360.generator.run import generate
from customer360.landing.load import land
from customer360.warehouse.duckdb_warehouse import DuckDBWarehouse

#: Names the line of a file, which shuffling changes.
ABOUT_LINES = {"rejected_rows"}


@pytest.fixture(scope="module")
def demo_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("demo")
    generate(root, people=DEMO_PEOPLE, seed=DEMO_SEED)
    return root


@pytest.fixture(scope="module")
def warehouse(demo_warehouse: Path):
    with duckdb.connect(str(demo_warehouse), read_only=True) as connection:
        yield DuckDBWarehouse(connection)


def shuffled(root: Path, target: Path) -> None:
    """A copy of the landing folders with the rows of every CSV file in another order."""
    for source in sorted(root.glob("*/*.csv")):
        with source.open(encoding="utf-8", newline="") as opened:
            header, *rows = list(csv.reader(opened))
        random.Random(source.name).shuffle(rows)
        place = target / source.relative_to(root)
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened).writerows([header, *rows])


def test_order_of_rows_does_not_matter(
    warehouse, new_build, demo_root: Path, tmp_path: Path
) -> None:
    shuffled(demo_root, tmp_path)
    other = new_build("duckdb", demo=True)
    with other.warehouse() as opened:
        assert land(tmp_path, opened, loaded_at=LOADED_AT, is_demo=True).is_all_usable
    other.make_marts()
    with other.warehouse() as opened:
        found = marts_hash(opened)
    assert without_lines(found) == without_lines(marts_hash(warehouse))


def without_lines(marts: dict) -> dict:
    return {name: mart for name, mart in marts.items() if name not in ABOUT_LINES}


def pairs(sizes: Counter) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


@pytest.mark.parametrize("company", ["daily_letter", "dom_uyut", "maison_lumiere", "saigon_table"])
def test_people_are_found(warehouse, demo_root: Path, company: str) -> None:
    with (demo_root / f"{company}.truth.csv").open(encoding="utf-8", newline="") as opened:
        truth = {
            (row["source_system"], row["source_record_id"]): row["person_id"]
            for row in csv.DictReader(opened)
        }
    found = {
        (system, record): customer
        for system, record, customer in warehouse.fetch(
            "select source_system, source_record_id, customer_id from marts.bridge_customer_records"
            f" where company_id = '{company}' and not is_guest"
        )
    }
    assert set(found) == set(truth)
    right = pairs(Counter((found[key], truth[key]) for key in truth))
    precision = right / pairs(Counter(found.values()))
    recall = right / pairs(Counter(truth.values()))
    assert precision >= 0.98, f"{company}: precision {precision:.4f}"
    assert recall >= 0.85, f"{company}: recall {recall:.4f}"
