"""Landing again: nothing changes, later rows replace earlier ones, books are kept per file."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from landing_helpers import LOADED_AT, Land, Write, raw_contents

from customer360.landing.folder import LandingError
from customer360.landing.load import land
from customer360.warehouse import DuckDBWarehouse, Warehouse

LATER = LOADED_AT + timedelta(days=40)

FOLDER = {
    "company.csv": "setting,value,valid_from\ntime_zone,Europe/Paris,\ncurrency,EUR,2025-01-01\n",
    "customers/crm.csv": (
        "source_record_id,email,updated_at\n"
        "1,a@example.com,2025-01-05\n1,b@example.com,\n1,c@example.com,2025-01-03\n"
        "2,d@example.com,2025-01-05\n2,e@example.com,2025-01-04\n,f@example.com,\n"
    ),
    "customers/shop.csv": "source_system,source_record_id,email\nshop,1,g\nshop,1,h\nshop,1,h\n",
    "spend.csv": (
        "spend_date,channel,campaign_id,spend\n"
        "2025-01-01,search,,1\n2025-01-01,search,,2\n2025-01-01,search,c1,3\n"
    ),
    "enrichments.csv": (
        "provider,attribute,observed_at,email,phone,value\n"
        "p,income_band,2025-01-01,a@example.com,,high\n"
        "p,income_band,2025-01-01,a@example.com,,low\n"
        "p,income_band,2025-01-01,,555,mid\n"
    ),
    "identity_links.csv": (
        "id_type_a,id_value_a,id_type_b,id_value_b,observed_at\n"
        "email,a,phone,5,2025-01-01\nEmail,a,phone,5,2025-01-01\nemail,a,phone,5,2025-01-02\n"
    ),
    "channel_rules.csv": (
        "priority,field,pattern,channel,valid_from\n"
        "1,utm_source,google,search,\n1,utm_source,google,ads,\n1,utm_source,google,x,2025-01-01\n"
    ),
    "exchange_rates.csv": "rate_date,from_currency,to_currency,rate\n2025-01-01,EUR,USD,1.1\n",
    "quality_rules.csv": (
        "check,source_system,column,params,threshold,severity,is_active\n"
        "email_missing,crm,email,,0.1,Warn,yes\nemail_missing,crm,email,,0.2,error,no\n"
    ),
    "identity_overrides.csv": (
        "source_system_a,source_record_id_a,source_system_b,source_record_id_b,link\n"
        "crm,1,shop,1,must_link\ncrm,1,shop,2,might_link\n"
    ),
    "orders.csv": "order_id,status\n1,paid\n",
}


def write_folder(write: Write, company: str = "acme") -> None:
    for name, content in FOLDER.items():
        write(f"{company}/{name}", content)


def test_the_same_folder_twice_changes_nothing(
    write: Write, land_all: Land, warehouse: Warehouse
) -> None:
    write_folder(write)
    land_all()
    first = raw_contents(warehouse)
    again = land_all(loaded_at=LATER)
    second = raw_contents(warehouse)
    # The books of files tell of the last load; all else is the same to the byte.
    books, books_again = first.pop("landed_files"), second.pop("landed_files")
    assert second == first
    assert [row[:-1] for row in books_again] == [row[:-1] for row in books]
    assert {row[-1] for row in books_again} == {LATER}
    assert again.loaded_count == 24
    assert again.rejected_count == 3


def test_the_later_row_of_a_key_wins(write: Write, land_all: Land, warehouse: Warehouse) -> None:
    write_folder(write)
    land_all()
    customers = "select source_system, source_record_id, email, landing_line from raw.customers"
    assert warehouse.fetch(customers + " order by 1, 2") == [
        ("landing", "1", "c@example.com", 4),
        ("landing", "2", "d@example.com", 5),
        ("shop", "1", "h", 4),
    ]
    spend = "select campaign_id, cast(spend as integer) from raw.spend order by 2"
    assert warehouse.fetch(spend) == [(None, 2), ("c1", 3)]
    enrichments = "select email, phone, value from raw.enrichments order by 3"
    assert warehouse.fetch(enrichments) == [("a@example.com", None, "low"), (None, "555", "mid")]
    assert warehouse.fetch("select count(*) from raw.identity_links") == [(2,)]
    rules = "select channel, valid_from is null from raw.channel_rules order by 1"
    assert warehouse.fetch(rules) == [("ads", True), ("x", False)]


def test_an_older_version_does_not_replace_a_newer_one_of_an_earlier_load(
    write: Write, land_all: Land, warehouse: Warehouse
) -> None:
    header = "source_record_id,email,updated_at\n"
    write("acme/customers.csv", header + "1,new,2025-02-01\n2,old,2025-01-01\n3,undated,\n")
    land_all()
    write("acme/customers.csv", header + "1,old,2025-01-01\n2,new,2025-02-01\n3,dated,2020-01-01\n")
    land_all(loaded_at=LATER)
    found = "select source_record_id, email, loaded_at from raw.customers order by 1"
    assert warehouse.fetch(found) == [
        ("1", "new", LOADED_AT),
        ("2", "new", LATER),
        ("3", "dated", LATER),
    ]


VERSIONS = st.lists(
    st.tuples(
        st.sampled_from("abcdef"),
        st.sampled_from(["", "2025-01-01", "2025-01-02", "2025-01-03"]),
        st.sampled_from("xyz"),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=8, deadline=None)
@given(st.lists(VERSIONS, min_size=1, max_size=3))
def test_versions_are_folded_one_after_the_other(loads: list[list[tuple[str, str, str]]]) -> None:
    expected: dict[str, tuple[str, str]] = {}
    with TemporaryDirectory() as folder, duckdb.connect() as connection:
        warehouse = DuckDBWarehouse(connection)
        (Path(folder) / "acme").mkdir()
        for number, versions in enumerate(loads):
            for key, updated_at, city in versions:
                known = expected.get(key)
                is_older = known and known[0] and updated_at and updated_at < known[0]
                if not is_older:
                    expected[key] = (updated_at, city)
            lines = [f"{key},n,{updated_at},{city}" for key, updated_at, city in versions]
            text = "\n".join(["source_record_id,email,updated_at,city", *lines])
            (Path(folder) / "acme/customers.csv").write_text(text)
            for _ in range(2):
                land(folder, warehouse, loaded_at=LOADED_AT + timedelta(days=number))
        found = warehouse.fetch("select source_record_id, updated_at, city from raw.customers")
    as_text = {
        key: (updated_at.date().isoformat() if updated_at else "", city)
        for key, updated_at, city in found
    }
    assert as_text == expected
    assert len(found) == len(expected)


def test_rows_that_are_not_sent_again_stay_and_rules_do_not(
    write: Write, land_all: Land, warehouse: Warehouse
) -> None:
    write_folder(write)
    land_all()
    write("acme/customers/shop.csv", "source_system,source_record_id,email\nshop,9,z\n")
    write("acme/channel_rules.csv", "priority,field,pattern,channel\n2,utm_source,bing,search\n")
    write("acme/company.csv", "setting,value\ncurrency,USD\n")
    land_all(loaded_at=LATER)
    shop = "select source_record_id from raw.customers where source_system = 'shop' order by 1"
    assert warehouse.fetch(shop) == [("1",), ("9",)]
    assert warehouse.fetch("select priority, pattern from raw.channel_rules") == [(2, "bing")]
    settings_now = "select setting, value, valid_from, loaded_at from raw.company_settings"
    assert warehouse.fetch(settings_now) == [("currency", "USD", None, LATER)]


def test_a_mended_file_clears_its_rejected_rows_only(
    write: Write, land_all: Land, warehouse: Warehouse
) -> None:
    write_folder(write)
    land_all()
    write("acme/orders.csv", "order_id,status,ordered_at,order_value\n1,paid,2025-01-01,5\n")
    land_all(loaded_at=LATER)
    rejected = "select file, line, loaded_at from raw.rejected_rows order by 1"
    assert warehouse.fetch(rejected) == [
        ("customers/crm.csv", 7, LOADED_AT),
        ("identity_overrides.csv", 3, LOADED_AT),
    ]


@pytest.mark.parametrize(
    "unusable", ["priority,field\n1,utm_source\n", "priority,field,pattern,channel\n1,,x,ads\n"]
)
def test_a_rule_file_without_a_usable_row_leaves_the_rules_as_they_were(
    unusable: str, write: Write, land_all: Land, warehouse: Warehouse
) -> None:
    write_folder(write)
    land_all()
    before = raw_contents(warehouse)["channel_rules"]
    write("acme/channel_rules.csv", unusable)
    report = land_all(loaded_at=LATER)
    assert not report.is_all_usable
    assert raw_contents(warehouse)["channel_rules"] == before


def test_an_error_midway_leaves_the_company_as_it_was(
    write: Write, land_all: Land, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(write)
    land_all()
    before = raw_contents(warehouse)
    write("acme/spend.csv", "spend_date,channel,spend\n2025-02-01,tv,5\n")
    monkeypatch.setattr("customer360.landing.company_load.record_file", _disk_full)
    with pytest.raises(OSError, match="disk"):
        land_all(loaded_at=LATER)
    assert raw_contents(warehouse) == before


def _disk_full(*_: object) -> None:
    raise OSError("disk full")


def test_real_companies_replace_the_demo(
    write: Write, land_all: Land, warehouse: Warehouse
) -> None:
    write_folder(write, "demo_one")
    write_folder(write, "demo_two")
    land_all(is_demo=True)
    assert warehouse.fetch("select count(*) from raw.companies where is_demo") == [(2,)]
    write_folder(write, "acme")
    land_all(companies=["acme"], loaded_at=datetime(2026, 4, 1))
    for name, rows in raw_contents(warehouse).items():
        assert {row[0] for row in rows} <= {"acme"}, name
    assert warehouse.fetch("select company_id, is_demo from raw.companies") == [("acme", False)]


def test_the_demo_is_not_landed_beside_real_companies(
    write: Write, land_all: Land, warehouse: Warehouse
) -> None:
    write_folder(write)
    land_all()
    before = raw_contents(warehouse)
    with pytest.raises(LandingError, match="holds real companies"):
        land_all(is_demo=True)
    assert raw_contents(warehouse) == before
