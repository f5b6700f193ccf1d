"""What is broken now is what the company's own run says: no rule of before, no run of later."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from customer360.report.facts.quality import quality
from customer360.report.marts import ReportMarts
from customer360.summary import summarise
from customer360.warehouse import DuckDBWarehouse

RUNS = [
    # rule, day of January, failed share, status
    ("given_up", 1, 0.5, "warn"),
    ("kept", 1, 0.2, "warn"),
    ("kept", 2, 0.1, "pass"),
    ("new", 2, 0.3, "error"),
    # The company's now was the third once, before a wrong event was taken away.
    ("kept", 3, 0.4, "warn"),
    ("given_up", 3, 0.5, "warn"),
]


@pytest.fixture
def warehouse() -> Iterator[DuckDBWarehouse]:
    with duckdb.connect() as connection:
        for schema in ("raw", "marts"):
            connection.execute(f"create schema {schema}")
        tables = {
            "raw.companies": "true",
            "marts.dim_companies": "timestamp '2026-01-02' as as_of",
            "marts.dim_customers": "true as is_contactable_email, true as is_contactable_sms",
            "marts.bridge_customer_records": "true",
            "marts.fct_conversions": "'order' as conversion_type",
            "marts.rejected_rows": "'orders' as table_name, 'odd' as reason",
        }
        for table, columns in tables.items():
            connection.execute(f"create table {table} as select 'acme' as company_id, {columns}")
        connection.execute(
            "create table marts.fct_quality_results (company_id text, rule_id text, run_at"
            " timestamp, failed_share double, status text, check_name text, source_system text,"
            " column_name text, checked_rows bigint, failed_rows bigint, threshold double,"
            " severity text, owner text)"
        )
        connection.executemany(
            "insert into marts.fct_quality_results (company_id, rule_id, run_at, failed_share,"
            " status) values ('acme', ?, timestamp '2026-01-01' + to_days(? - 1), ?, ?)",
            RUNS,
        )
        yield DuckDBWarehouse(connection)


def test_the_report(warehouse: DuckDBWarehouse) -> None:
    rules = quality(ReportMarts(warehouse))["acme"]["rules"]
    assert [(rule["rule"], rule["status"], rule["history"]) for rule in rules] == [
        ("kept", "pass", [0.2, 0.1]),
        ("new", "error", [0.3]),
    ]


def test_the_summary(warehouse: DuckDBWarehouse) -> None:
    (company,) = summarise(warehouse)
    assert company.rules_broken == 1
