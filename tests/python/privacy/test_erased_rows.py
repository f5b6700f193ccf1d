"""Which rows an erasure takes and which it leaves: two people of whom some rows name both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from customer360.access import access_document
from customer360.erasure import ErasureError, Request, erase
from customer360.landing.load import land
from customer360.warehouse import DuckDBWarehouse, Warehouse

COMPANY = "acme"
PHONE = "+4930123456"
CUSTOMERS = """source_system,source_record_id,email,phone,country
shop,HE,he@example.org,030 123456,DE
shop,SHE,she@example.org,,DE
"""
#: Her account and cookie with his phone number; a number alone; his account.
ORDERS = """source_system,order_id,source_customer_id,phone,anonymous_id,ordered_at,status,\
order_value
shop,1,SHE,030-123456,hers,2025-01-01,paid,10
shop,2,,030 123456,,2025-01-02,paid,20
shop,3,HE,,,2025-01-03,paid,30
"""
CONSENTS = """source_system,consent_id,source_customer_id,phone,channel,status,occurred_at
shop,1,SHE,030 123456,sms,withdrawn,2025-01-01
shop,2,HE,,sms,granted,2025-01-01
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "landing" / COMPANY
    folder.mkdir(parents=True)
    (folder / "company.csv").write_text("setting,value\ncountry,DE\n")
    for table, text in (("customers", CUSTOMERS), ("orders", ORDERS), ("consents", CONSENTS)):
        (folder / f"{table}.csv").write_text(text)
    return folder.parent


@pytest.fixture
def warehouse(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Warehouse]:
    monkeypatch.setenv("CUSTOMER360_SALT", "a salt of tests, long enough")
    with duckdb.connect() as connection:
        opened = DuckDBWarehouse(connection)
        land(root, opened, loaded_at=datetime(2026, 1, 1))
        yield opened


def _make_marts(warehouse: Warehouse) -> None:
    """What a build says of the two: the number is his, because only his record carries it."""
    warehouse.execute("create schema marts")
    for table, columns in (
        ("bridge_customer_identifiers", "company_id, id_type, id_value, customer_id"),
        ("bridge_customer_records", "company_id, source_system, source_record_id, customer_id"),
        ("bridge_customer_ids", "company_id, former_customer_id, customer_id"),
    ):
        kinds = ", ".join(f"{name} text" for name in columns.split(", "))
        warehouse.execute(f"create table marts.{table} ({kinds})")
    for record in ("HE", "SHE"):
        customer = record.lower()
        values = (("source_record_id", f"shop|{record}"), ("email", f"{customer}@example.org"))
        warehouse.execute(
            "insert into marts.bridge_customer_records values (?, 'shop', ?, ?)",
            (COMPANY, record, customer),
        )
        warehouse.execute(
            "insert into marts.bridge_customer_ids values (?, ?, ?)", (COMPANY, customer, customer)
        )
        for id_type, value in (*values, *([("phone", PHONE)] if record == "HE" else [])):
            warehouse.execute(
                "insert into marts.bridge_customer_identifiers values (?, ?, ?, ?)",
                (COMPANY, id_type, value, customer),
            )


def _check_that_hers_stay(warehouse: Warehouse) -> None:
    orders = "select order_id, source_customer_id, phone, anonymous_id from raw.orders order by 1"
    # Hers is hers, without his number; his are nobody's.
    assert warehouse.fetch(orders) == [
        ("1", "SHE", None, "hers"),
        ("2", None, None, None),
        ("3", None, None, None),
    ]
    consents = "select consent_id, source_customer_id, phone from raw.consents"
    assert warehouse.fetch(consents) == [("1", "SHE", None)]


def test_an_order_of_somebody_elses_account_stays_theirs(warehouse: Warehouse, root: Path) -> None:
    _make_marts(warehouse)
    erasure = erase(warehouse, COMPANY, Request(customers=("he",)))
    assert erasure.rows["orders"] == 2
    assert erasure.shared == set()
    _check_that_hers_stay(warehouse)
    land(root, warehouse, loaded_at=datetime(2026, 2, 1))
    _check_that_hers_stay(warehouse)


def test_access_shows_no_row_of_somebody_else(warehouse: Warehouse) -> None:
    _make_marts(warehouse)
    shown = access_document(warehouse, COMPANY, Request(customers=("he",)))["source_rows"]
    assert [row["order_id"] for row in shown["orders"]] == ["2", "3"]
    assert [row["consent_id"] for row in shown["consents"]] == ["2"]


def test_digits_that_are_two_peoples_numbers_lead_to_nobody(warehouse: Warehouse) -> None:
    _make_marts(warehouse)
    warehouse.execute("update raw.company_settings set value = 'DK' where setting = 'country'")
    warehouse.execute(
        "insert into raw.company_settings (company_id, setting, value) values (?, 'country', 'NO')",
        (COMPANY,),
    )
    for number, customer in (("+4520123456", "he"), ("+4720123456", "she")):
        warehouse.execute(
            "insert into marts.bridge_customer_identifiers values (?, 'phone', ?, ?)",
            (COMPANY, number, customer),
        )
    with pytest.raises(ErasureError, match="several customers share phone 20 12 34 56"):
        erase(warehouse, COMPANY, Request((("phone", "20 12 34 56"),)))
    his = erase(warehouse, COMPANY, Request((("phone", "+45 20 12 34 56"),)))
    assert his.people.customer_ids == {"he"}


def test_a_customer_who_was_erased_can_be_named_again(warehouse: Warehouse) -> None:
    """What fails after the rows were taken out is made up for by the same command."""
    _make_marts(warehouse)
    erase(warehouse, COMPANY, Request(customers=("he",)))
    for table in ("bridge_customer_identifiers", "bridge_customer_records", "bridge_customer_ids"):
        warehouse.execute(f"delete from marts.{table} where customer_id = 'he'")
    again = erase(warehouse, COMPANY, Request(customers=("he",)))
    assert again.people.unknown == ["customer_id he"]
    assert (again.suppressed, again.texts) == (0, {"he"})
    with pytest.raises(ErasureError, match="has no customer nobody"):
        erase(warehouse, COMPANY, Request(customers=("he", "nobody")))
    with pytest.raises(ErasureError, match="has no customer he"):
        access_document(warehouse, COMPANY, Request(customers=("he",)))


def test_a_record_that_no_build_has_seen_is_theirs_with_all_its_rows(
    warehouse: Warehouse, root: Path
) -> None:
    _make_marts(warehouse)
    new = "source_system,source_record_id,email\ncrm,NEW,he@example.org\n"
    (root / COMPANY / "customers.csv").write_text(new)
    order = "source_system,order_id,source_customer_id,ordered_at,status,order_value\n"
    (root / COMPANY / "orders.csv").write_text(f"{order}crm,4,NEW,2025-01-04,paid,40\n")
    land(root, warehouse, loaded_at=datetime(2026, 2, 1))
    erasure = erase(warehouse, COMPANY, Request(customers=("he",)))
    assert erasure.shared == set()
    assert "crm|NEW" in erasure.texts
    named = "select source_customer_id from raw.orders where source_customer_id is not null"
    assert warehouse.fetch(named) == [("SHE",)]


def test_a_newer_row_of_somebody_else_with_an_erased_number_is_not_refused(
    warehouse: Warehouse, root: Path
) -> None:
    _make_marts(warehouse)
    erase(warehouse, COMPANY, Request(customers=("he",)))
    header = "source_system,source_record_id,email,phone,last_name\n"
    rows = "shop,SHE,she@example.org,030 123456,Married\nshop,HE,,030 123456,Back\n"
    (root / COMPANY / "customers.csv").write_text(header + rows)
    land(root, warehouse, loaded_at=datetime(2026, 2, 1))
    customers = "select source_record_id, email, phone, last_name from raw.customers"
    assert warehouse.fetch(customers) == [("SHE", "she@example.org", None, "Married")]


def test_access_shows_what_links_their_records_and_what_is_in_their_carts(
    warehouse: Warehouse,
) -> None:
    _make_marts(warehouse)
    for table, columns, rows in (
        (
            "fct_identity_links",
            "record_key_a, customer_id_a, customer_id_b",
            [("shop|1", "he", "he"), ("shop|2", "he", "she")],
        ),
        (
            "fct_abandoned_carts",
            "source_system, cart_id, customer_id",
            [("shop", "c1", "he"), ("till", "c1", "she")],
        ),
        (
            "fct_abandoned_cart_lines",
            "source_system, cart_id, product_id",
            [("shop", "c1", "p1"), ("till", "c1", "p2")],
        ),
    ):
        kinds = ", ".join(f"{name} text" for name in f"company_id, {columns}".split(", "))
        warehouse.execute(f"create table marts.{table} ({kinds})")
        for row in rows:
            warehouse.execute(f"insert into marts.{table} values (?, ?, ?, ?)", (COMPANY, *row))
    shown = access_document(warehouse, COMPANY, Request(customers=("he",)))["marts"]
    assert [row["record_key_a"] for row in shown["fct_identity_links"]] == ["shop|1"]
    assert [row["product_id"] for row in shown["fct_abandoned_cart_lines"]] == ["p1"]
