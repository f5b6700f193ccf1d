"""The shared companies: every row of every file is accounted for."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from landing_helpers import LOADED_AT

from customer360.landing.load import land
from customer360.project import PROJECT_ROOT
from customer360.warehouse import Warehouse

COMPANIES = PROJECT_ROOT / os.environ.get("CUSTOMER360_SHARED", "../shared") / "data" / "companies"

pytestmark = pytest.mark.skipif(
    not COMPANIES.is_dir(),
    reason=f"no shared companies at {COMPANIES}; CUSTOMER360_SHARED names their place",
)

#: Company -> rows that have no usable identity; online_retail and pathdata are large.
REJECTED = {"cdnow": {}, "kanoniv": {"customers/partner.csv": 13}, "online_retail": {}}


@pytest.mark.parametrize("company", REJECTED)
def test_rows_are_loaded_or_rejected_as_counted_on_the_source(
    company: str, warehouse: Warehouse
) -> None:
    counts = json.loads((COMPANIES / f"{company}.counts.json").read_text())["rows"]
    (report,) = land(COMPANIES, warehouse, [company], LOADED_AT).companies
    assert {file.file: file.row_count for file in report.files} == counts
    assert {file.file: file.rejected_count for file in report.files if file.rejected_count} == (
        REJECTED[company]
    )
    for table in {file.table for file in report.files}:
        loaded = sum(file.loaded_count for file in report.files if file.table == table)
        assert warehouse.fetch(f"select count(*) from raw.{table}") == [(loaded,)]


def test_amounts_keep_their_sum(warehouse: Warehouse) -> None:
    expected = json.loads((COMPANIES / "cdnow.counts.json").read_text())["dirt"]["sum_order_value"]
    land(Path(COMPANIES), warehouse, ["cdnow"], LOADED_AT)
    ((found,),) = warehouse.fetch("select cast(sum(order_value) as numeric(18,2)) from raw.orders")
    assert str(found) == expected
