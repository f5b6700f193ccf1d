"""From a folder to the raw tables: poisons, refused files, Parquet, parts, what is ignored."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from landing_helpers import LOADED_AT, Land, Write

from customer360.landing.contract import TABLES
from customer360.landing.folder import LandingError, is_company_id
from customer360.landing.raw_schema import all_raw_tables
from customer360.landing.report import FileReport
from customer360.warehouse import Warehouse

HEADER = "source_record_id,email\n"
ROWS = "1,a@example.com\n2,b@example.com\n"

#: name -> (file, rows loaded, rows rejected, is refused)
POISONS: dict[str, tuple[bytes, int, int, bool]] = {
    "nul": ((HEADER + "1,a\0@example.com\n").encode(), 1, 0, False),
    "bad_utf8": ((HEADER + ROWS).encode() + b"3,caf\xe9@example.com\n", 0, 3, True),
    "utf16": ((HEADER + ROWS).encode("utf-16"), 0, 2, True),
    "bom": ((HEADER + ROWS).encode("utf-8-sig"), 2, 0, False),
    "ragged": ((HEADER + ROWS + "3\n4,d@example.com,x\n").encode(), 2, 2, False),
    "open_quote": ((HEADER + '1,"a@example.com\n' + ROWS).encode(), 2, 1, False),
    "mixed_line_ends": (b"source_record_id,email\r\n1,a\r2,b\n3,c\r\n", 3, 0, False),
    "empty": (b"", 0, 0, True),
    "header_only": (HEADER.encode(), 0, 0, False),
    "duplicate_header": ((b"source_record_id,email,Email\n1,a,b\n"), 0, 1, True),
    "three_megabytes": ((HEADER + "1," + "x" * 3_000_000 + "\n" + ROWS).encode(), 3, 0, False),
    "bidi": ((HEADER + "1,\u202ea@example.com\u200b\u2066\n").encode(), 1, 0, False),
}


@pytest.mark.parametrize("name", POISONS)
def test_a_poisoned_file_loads_or_is_rejected_with_a_reason(
    name: str, write: Write, land_all: Land, warehouse: Warehouse
) -> None:
    content, loaded, rejected, is_refused = POISONS[name]
    write("bad/customers.csv", content)
    write("good/customers.csv", HEADER + ROWS)
    bad, good = (company.files[0] for company in land_all().companies)
    assert (bad.loaded_count, bad.rejected_count) == (loaded, rejected)
    assert (bad.refused is not None) == is_refused
    assert good == FileReport("customers.csv", "customers", 2, 2, 0)
    reasons = warehouse.fetch(
        "select line, reason from raw.rejected_rows where company_id = 'bad' order by line"
    )
    assert len(reasons) == (1 if is_refused else rejected)
    assert all(reason and (line is None) == is_refused for line, reason in reasons)
    assert warehouse.fetch(
        "select company_id, count(*) from raw.customers group by 1 order by 1"
    ) == [
        *([("bad", len({*range(loaded)}) if name != "three_megabytes" else 2)] if loaded else []),
        ("good", 2),
    ]


def test_a_rejected_row_is_told_in_full(write: Write, land_all: Land, warehouse: Warehouse) -> None:
    write(
        "acme/orders/pos.csv",
        "source_system,order_id,ordered_at,status,order_value\n"
        'pos,1,2025-01-01,paid,"5"\n'
        '"pos","2, ""b""",2025-01-01,paid,"12,50"\n'
        "pos,3,2025-01-01,paid,1\n",
    )
    land_all()
    assert warehouse.fetch("select * from raw.rejected_rows") == [
        (
            "acme",
            "orders",
            "pos",
            '2, "b"',
            "orders/pos.csv",
            3,
            "order_value: '12,50' is not an amount of at most 14 digits with a '.'",
            '"pos","2, ""b""",2025-01-01,paid,"12,50"',
            LOADED_AT,
        )
    ]
    assert warehouse.fetch("select * from raw.landed_files") == [
        ("acme", "orders", "orders/pos.csv", 3, 2, 1, None, LOADED_AT)
    ]


def test_a_file_without_a_required_column_is_refused(
    write: Write, land_all: Land, warehouse: Warehouse
) -> None:
    write("acme/orders.csv", "order_id,ordered_at,status\n1,2025-01-01,paid\n\n2,x,y,z\n")
    (file,) = land_all().companies[0].files
    assert file.refused == "required column 'order_value' is missing"
    assert (file.row_count, file.rejected_count) == (2, 2)
    assert warehouse.fetch("select file, line, reason from raw.rejected_rows") == [
        ("orders.csv", None, file.refused)
    ]
    assert warehouse.fetch("select count(*) from raw.orders") == [(0,)]


def test_parts_are_matched_by_column_name_and_keep_their_file(
    write: Write, land_all: Land, warehouse: Warehouse
) -> None:
    write("acme/customers/a.csv", "email,source_record_id\na@example.com,1\n")
    write("acme/customers/b.csv", "source_record_id,shoe_size,phone\n2,43,555\n")
    write("acme/customers.csv", "source_record_id,city,last_name\n3,Oslo,Li\n")
    report = land_all().companies[0]
    assert [file.file for file in report.files] == [
        "customers.csv",
        "customers/a.csv",
        "customers/b.csv",
    ]
    assert report.files[2].unknown_columns == ("shoe_size",)
    found = (
        "select source_record_id, email, phone, city, landing_file, landing_line from raw.customers"
    )
    assert warehouse.fetch(found + " order by 1") == [
        ("1", "a@example.com", None, None, "customers/a.csv", 2),
        ("2", None, "555", None, "customers/b.csv", 2),
        ("3", None, None, "Oslo", "customers.csv", 2),
    ]


def test_parquet_keeps_its_own_types(root: Path, land_all: Land, warehouse: Warehouse) -> None:
    path = root / "acme/orders.parquet"
    path.parent.mkdir(parents=True)
    noon = datetime(2025, 7, 1, 12)
    pq.write_table(
        pa.table(
            {
                "order_id": pa.array([1, 2, 3], pa.int64()),
                # A column of ids that met a null became floating point on its way.
                "source_customer_id": pa.array([13085.0, None, 7.0], pa.float64()),
                "loyalty_id": pa.array([6034123456789012.0, float("nan"), 7.0], pa.float64()),
                "email": pa.array([b"a@example.com", None, None], pa.binary()),
                "ordered_at": pa.array([noon, noon, None], pa.timestamp("ns")),
                "status": pa.array(["Paid", "paid", "paid"]).dictionary_encode(),
                "order_value": pa.array([0.1 + 0.2, float("nan"), 1.0]),
                "discount": pa.array([Decimal("1.25"), None, None]),
                "tags": pa.array([["x"], [], None]),
            }
        ),
        path,
    )
    write_zoned(root)
    (company,) = land_all().companies
    assert [(file.loaded_count, file.rejected_count) for file in company.files] == [(1, 0), (1, 2)]
    columns = (
        "order_id, source_customer_id, loyalty_id, email, ordered_at, status, order_value, discount"
    )
    assert warehouse.fetch(f"select {columns}, landing_flags, landing_line from raw.orders") == [
        ("1", "13085", "6034123456789012", "a@example.com", noon, "paid", Decimal("0.3"),
         Decimal("1.25"), "order_value:rounded", 1)
    ]  # fmt: skip
    rejected = "select line, reason, text from raw.rejected_rows order by line"
    (second, third) = warehouse.fetch(rejected)
    assert second[:2] == (2, "order_value: required and empty")
    assert third[:2] == (3, "ordered_at: required and empty")
    assert '"source_customer_id": 7.0' in third[2]
    assert warehouse.fetch("select occurred_at from raw.touches") == [(datetime(2025, 7, 1, 10),)]


def write_zoned(root: Path) -> None:
    zoned = pa.array([datetime(2025, 7, 1, 10, tzinfo=UTC)], pa.timestamp("us", "Europe/Paris"))
    touches = pa.table({"touch_id": ["t"], "occurred_at": zoned, "touch_type": ["page"]})
    pq.write_table(touches, root / "acme/touches.parquet")


def test_a_broken_parquet_file_is_refused(write: Write, land_all: Land) -> None:
    write("acme/orders.parquet", b"PAR1 no more than that")
    (file,) = land_all().companies[0].files
    assert file.refused and file.refused.startswith("the file cannot be read as Parquet")


def test_parquet_times_of_a_day_are_midnight(
    root: Path, land_all: Land, warehouse: Warehouse
) -> None:
    (root / "acme").mkdir(parents=True)
    spend = {"spend_date": [date(2025, 5, 1)], "channel": ["search"], "spend": [5]}
    pq.write_table(pa.table(spend), root / "acme/spend.parquet")
    land_all()
    assert warehouse.fetch("select spend_date, spend from raw.spend") == [
        (date(2025, 5, 1), Decimal("5"))
    ]


def test_every_table_exists_also_when_nothing_was_sent(
    write: Write, land_all: Land, warehouse: Warehouse
) -> None:
    write("acme/customers.csv", HEADER + ROWS)
    land_all()
    for name, columns in all_raw_tables().items():
        assert warehouse.fetch_arrow(f'select * from raw."{name}"').column_names == list(columns)


def test_a_column_that_a_newer_contract_added_is_added(
    write: Write, land_all: Land, warehouse: Warehouse
) -> None:
    warehouse.execute("create schema raw")
    warehouse.execute("create table raw.refunds (company_id text, refund_id text)")
    warehouse.execute("insert into raw.refunds values ('old', 'r1')")
    write("acme/customers.csv", HEADER + ROWS)
    land_all()
    assert warehouse.fetch("select refund_id, refund_value from raw.refunds") == [("r1", None)]


def test_what_is_no_company_and_no_table_is_named(write: Write, land_all: Land) -> None:
    write("notes.txt", "x")
    write(".git/config", "x")
    write("acme/customers.csv", HEADER + ROWS)
    write("acme/readme.md", "x")
    write("acme/shoes.csv", "x")
    write("acme/touches/deep/x.csv", "x")
    write("acme/touches/x.txt", "x")
    report = land_all()
    assert report.ignored == [".git", "notes.txt"]
    assert report.companies[0].ignored == [
        "readme.md",
        "shoes.csv",
        "touches/deep/",
        "touches/x.txt",
    ]


@pytest.mark.parametrize(
    "name",
    ["Acme", "1st", "a-b", "a b", "a" * 32, "x;drop", "a'--", "{{ x }}", "$$", "`id`", "a\n", "ä"],
)
def test_a_folder_that_is_no_company_id_is_refused_unread(
    name: str, write: Write, land_all: Land, warehouse: Warehouse
) -> None:
    write(f"{name}/customers.csv", HEADER + ROWS)
    write("good/customers.csv", HEADER + ROWS)
    report = land_all()
    refused = {company.company_id: company.refused for company in report.companies}
    assert refused[name] and "no company id" in refused[name]
    assert refused["good"] is None
    assert not report.is_all_usable
    assert warehouse.fetch("select company_id from raw.companies") == [("good",)]


def test_company_ids() -> None:
    assert is_company_id("a") and is_company_id("a" * 31) and is_company_id("shop_24")


def test_landing_cannot_start_without_folders(root: Path, land_all: Land, write: Write) -> None:
    with pytest.raises(LandingError, match="is not a folder"):
        land_all()
    write("stray.csv", "x")
    with pytest.raises(LandingError, match="holds no company folder"):
        land_all()
    write("acme/customers.csv", HEADER + ROWS)
    with pytest.raises(LandingError, match="company 'other' has no folder"):
        land_all(companies=["other"])
    with pytest.raises(LandingError, match="is no company id"):
        land_all(companies=["../acme"])


def test_only_the_named_companies_are_landed(
    write: Write, land_all: Land, warehouse: Warehouse
) -> None:
    for company in ("one", "two"):
        write(f"{company}/customers.csv", HEADER + ROWS)
    land_all(companies=["two"])
    assert warehouse.fetch("select distinct company_id from raw.customers") == [("two",)]


def test_the_smallest_company() -> None:
    assert TABLES["customers"].required == ("source_record_id",)
