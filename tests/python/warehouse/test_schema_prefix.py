"""Whatever stands before the schemas' names, the commands find what dbt built there."""

from __future__ import annotations

import duckdb
import pytest

from customer360.doctor.warehouse import warehouse_findings
from customer360.erasure.others import customers_of_records
from customer360.identity.difference import difference
from customer360.report.marts import ReportMarts
from customer360.summary import summarise
from customer360.warehouse import DuckDBWarehouse

PREFIX = 'Ana-1 "x" '
_MARTS = {
    "bridge_customer_records": "'crm' as source_system, '1' as source_record_id,"
    " 'c' as customer_id",
    "dim_customers": "true as is_contactable_email, false as is_contactable_sms",
    "dim_companies": "date '2026-01-01' as as_of, date '2026-01-01' as as_of_date",
    "fct_conversions": "'order' as conversion_type",
    "fct_quality_results": "date '2026-01-01' as run_at, 'pass' as status",
    "rejected_rows": "1 as row_no",
}


@pytest.fixture
def warehouse(tmp_path, monkeypatch) -> DuckDBWarehouse:
    monkeypatch.setenv("CUSTOMER360_DUCKDB", str(tmp_path / "built.duckdb"))
    monkeypatch.setenv("CUSTOMER360_SCHEMA_PREFIX", PREFIX)
    with duckdb.connect(str(tmp_path / "built.duckdb")) as connection:
        marts, intermediate = (
            '"' + f"{PREFIX}{schema}".replace('"', '""') + '"'
            for schema in ("marts", "intermediate")
        )
        for schema in ("raw", marts, intermediate):
            connection.execute(f"create schema {schema}")
        tables = {
            "raw.companies": "false as is_demo",
            f"{intermediate}.int_records_clustered": "'crm|1' as record_key, 'd' as customer_id",
            **{f"{marts}.{name}": columns for name, columns in _MARTS.items()},
        }
        for table, columns in tables.items():
            connection.execute(f"create table {table} as select 'acme' as company_id, {columns}")
        yield DuckDBWarehouse(connection)


def test_marts_are_read(warehouse) -> None:
    (company,) = summarise(warehouse, PREFIX)
    assert (company.records, company.customers, company.orders) == (1, 1, 1)
    marts = ReportMarts(warehouse, PREFIX)
    query = "select company_id, count(*) from {marts}.dim_customers group by company_id"
    assert marts.rows(query, ["customers"]) == {"acme": [{"customers": 1}]}
    assert customers_of_records(warehouse, "acme", PREFIX) == {"crm|1": "c"}
    (change,) = difference(warehouse, PREFIX)
    assert change.kind == "renamed"


def test_the_doctor_reads_them(warehouse) -> None:
    warehouse.connection.close()
    (*_, marts) = warehouse_findings("duckdb")
    assert marts.says == "built, as of 2026-01-01"
