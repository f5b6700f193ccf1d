"""What is generated is what the landing contract asks for, and lands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from customer360.generator.calendar import LOADED_AT
from customer360.generator.companies import COMPANIES
from customer360.generator.run import generate
from customer360.landing.contract import DATA_TABLES, RULE_TABLES, TABLES
from customer360.landing.load import land
from customer360.warehouse import DuckDBWarehouse

Read = Callable[[str, str], pd.DataFrame]
REAL_COMPANIES = ("saigon_table", "dom_uyut", "maison_lumiere")

#: Table -> column that refers to a key of another table in the same system, and that table.
REFERENCES = (
    ("orders", "source_customer_id", "customers", "source_record_id"),
    ("cart_events", "source_customer_id", "customers", "source_record_id"),
    ("message_events", "source_customer_id", "customers", "source_record_id"),
    ("campaign_members", "source_customer_id", "customers", "source_record_id"),
    ("consents", "source_customer_id", "customers", "source_record_id"),
    ("loyalty_events", "source_customer_id", "customers", "source_record_id"),
    ("service_cases", "source_customer_id", "customers", "source_record_id"),
    ("enrichments", "source_customer_id", "customers", "source_record_id"),
    ("crm_stages", "source_customer_id", "customers", "source_record_id"),
    ("order_lines", "order_id", "orders", "order_id"),
    ("refunds", "order_id", "orders", "order_id"),
)
#: The same where the system may be another.
COMPANY_REFERENCES = (
    ("order_lines", "product_id", "products", "product_id"),
    ("cart_events", "product_id", "products", "product_id"),
    ("touches", "product_id", "products", "product_id"),
    ("touches", "campaign_id", "campaigns", "campaign_id"),
    ("message_events", "campaign_id", "campaigns", "campaign_id"),
    ("campaign_members", "campaign_id", "campaigns", "campaign_id"),
    ("crm_stages", "primary_campaign_id", "campaigns", "campaign_id"),
    ("campaigns", "parent_campaign_id", "campaigns", "campaign_id"),
    ("spend", "campaign_id", "campaigns", "campaign_id"),
    ("loyalty_events", "order_id", "orders", "order_id"),
    ("orders", "loyalty_id", "customers", "loyalty_id"),
)


def tables_of(root: Path, company: str) -> set[str]:
    return {path.stem for path in (root / company).glob("*.csv")} - {"company"}


def test_only_columns_of_the_contract(root: Path, read: Read) -> None:
    for company in COMPANIES:
        for name in tables_of(root, company):
            table = TABLES[name]
            columns = set(read(company, name).columns)
            known = {*table.column_names} | (
                {"source_system"} if table.has_source_system else set()
            )
            assert columns <= known, (company, name)
            assert set(table.required) <= columns, (company, name)


def test_every_table_is_used_by_some_company(root: Path) -> None:
    used = set().union(*(tables_of(root, company) for company in COMPANIES))
    # Connectors read what a loader has written into the warehouse, not files; how values survive is
    # left to the defaults.
    unused = {"connectors", "survivorship_rules"}
    assert used == {table.name for table in (*DATA_TABLES, *RULE_TABLES)} - unused


def test_the_newsletter_sends_three_columns_and_nothing_else(root: Path, read: Read) -> None:
    assert [path.name for path in (root / "daily_letter").iterdir()] == ["customers.csv"]
    assert list(read("daily_letter", "customers")) == ["source_record_id", "email", "opt_in"]


@pytest.mark.parametrize("company", REAL_COMPANIES)
def test_keys_are_unique(root: Path, read: Read, company: str) -> None:
    for name in tables_of(root, company):
        frame = read(company, name)
        system = ["source_system"] if TABLES[name].has_source_system else []
        key = [column for column in (*system, *TABLES[name].key) if column in frame]
        assert not frame.duplicated(key).any(), name


@pytest.mark.parametrize("company", REAL_COMPANIES)
def test_references_are_valid(root: Path, read: Read, company: str) -> None:
    present = tables_of(root, company)
    checked = 0
    for table, column, target, key in REFERENCES:
        if table in present:
            rows = read(company, table)
            rows = rows[rows[column] != ""]
            known = set(
                zip(*(read(company, target)[c] for c in ("source_system", key)), strict=True)
            )
            assert set(zip(rows["source_system"], rows[column], strict=True)) <= known, table
            checked += len(rows)
    for table, column, target, key in COMPANY_REFERENCES:
        if table in present and column in (rows := read(company, table)):
            named = set(rows[column]) - {""}
            assert named <= set(read(company, target)[key]), (table, column)
    assert checked > 500


@pytest.mark.parametrize("company", COMPANIES)
def test_the_truth_covers_each_record_once(read: Read, company: str) -> None:
    customers, truth = read(company, "customers"), read(company, "truth")
    assert list(truth) == ["source_system", "source_record_id", "person_id"]
    assert (truth["person_id"] != "").all()
    system = customers.get("source_system", pd.Series("landing", customers.index))
    assert sorted(zip(system, customers["source_record_id"], strict=True)) == sorted(
        zip(truth["source_system"], truth["source_record_id"], strict=True)
    )


@pytest.fixture(scope="module")
def landed(tmp_path_factory: pytest.TempPathFactory) -> DuckDBWarehouse:
    """A small root, landed: what is keyed in by hand is the same at any size."""
    folder = tmp_path_factory.mktemp("small")
    generate(folder, 120, 4)
    warehouse = DuckDBWarehouse(duckdb.connect())
    report = land(folder, warehouse, loaded_at=LOADED_AT)
    assert report.is_all_usable
    assert sorted(report.ignored) == sorted(f"{company}.truth.csv" for company in COMPANIES)
    assert not any(file.unknown_columns for one in report.companies for file in one.files)
    return warehouse


def test_a_few_rows_are_rejected_each_for_its_own_reason(landed: DuckDBWarehouse) -> None:
    rejected = landed.fetch("select company_id, reason from raw.rejected_rows")
    for company in REAL_COMPANIES:
        reasons = [reason for name, reason in rejected if name == company]
        assert 5 <= len(reasons) <= 10
        assert len(set(reasons)) == len(reasons)
    assert all(name in REAL_COMPANIES for name, _ in rejected)


def test_odd_rows_are_kept_and_flagged(landed: DuckDBWarehouse) -> None:
    flags = landed.fetch("select company_id, landing_flags from raw.orders")
    for company in REAL_COMPANIES:
        assert {(company, "currency:not_iso_spelling"), (company, "order_value:negative")} <= {
            *flags
        }


def test_some_countries_are_given_in_words(read: Read) -> None:
    countries = pd.concat([read(company, "customers")["country"] for company in REAL_COMPANIES])
    assert 0.001 < (countries.str.len() > 2).mean() < 0.03


def test_all_events_lie_before_the_load(landed: DuckDBWarehouse) -> None:
    for table in DATA_TABLES:
        for column in table.columns:
            if column.is_event_time:
                name = f'"{column.name}"'
                late = landed.fetch(f"from raw.{table.name} where {name} >= date '2026-01-01'")
                assert not late, (table.name, column.name)
