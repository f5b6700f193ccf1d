"""Small hand-made tables of every system, from the loader to the marts, on both targets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from dbt_project import failures
from marts_hash import marts_hash
from odd_rows import EXTREME, ODD_COMPANIES, SETTINGS_OF, USUAL

from customer360.dbt_plugins.connection_keys import VARIABLE, connection_keys
from customer360.erasure import Finding, search_warehouse
from customer360.landing.settings import SETTINGS
from customer360.privacy.identifiers import Identifier
from customer360.privacy.phone_writings import compared_as, usual_writings
from customer360.privacy.salt import Salt
from customer360.privacy.suppression import load_suppression

if TYPE_CHECKING:
    from whole_build import Build

#: Ann of acme, as a request to erase her would put her on the list.
ANN = {
    Identifier("email", "ann@example.com"),
    Identifier("phone", "+447700900001"),
    Identifier("source_record_id", "crm|11"),
}
SALT = "a salt of tests, long enough"

STAGED = {
    "customers": (
        "source_system, source_record_id, email_key, country, is_deleted, opt_in",
        [
            ("app", "u1", "joe@example.com", "GB", False, None),
            ("crm", "11", "ann@example.com", "GB", False, None),
            ("crm", "12", "ann.old@example.com", "GB", True, False),
            ("crm", "14", "dee@example.com", "GB", False, None),
            ("email", "p1", "ann@example.com", "United Kingdom", False, None),
            ("help", "81", "ann@example.com", "GB", False, None),
            ("help", "83", "lee@example.com", "GB", True, None),
            ("news", "mm1", "ann@example.com", "GB", False, None),
            ("news", "mm2", "hal@example.com", "GB", False, None),
            ("pay", "cus_1", "ann@example.com", "GB", False, None),
            ("pay", "cus_2", "ivy@example.com", "JP", True, None),
            ("sales", "003A", "fay@example.com", "GB", False, None),
            ("sales", "003B", "fay.frost@example.com", "GB", True, False),
            ("sales", "00Q1", "fay@example.com", "GB", False, None),
            ("sales", "00Q2", "gus@example.com", "GB", True, None),
            ("shop_uk", "101", "ann@example.com", "GB", False, True),
            ("shop_uk", "102", "ben@example.com", "GB", True, False),
            ("shop_uk", "103", None, "GB", False, None),
            ("shop_us", "101", "cid@example.com", "US", False, True),
        ],
    ),
    "identity_links": (
        "source_system, id_type_a, id_value_a, id_type_b, id_value_b, link_type",
        [
            ("app", "anonymous_id", "web1", "external_customer_id", "u1", "login"),
            ("app", "anonymous_id", "web2", "external_customer_id", "u1", "login"),
            ("crm", "source_record_id", "11", "source_record_id", "12", "merge"),
            ("crm", "source_record_id", "11", "source_record_id", "13", "merge"),
            ("sales", "source_record_id", "003A", "source_record_id", "003B", "merge"),
            ("sales", "source_record_id", "003A", "source_record_id", "00Q1", "merge"),
            ("web", "anonymous_id", "dev1", "external_customer_id", "102", "login"),
        ],
    ),
    "consents": (
        "source_system, consent_id, channel, status, purpose, method",
        [
            ("crm", "e6", "email", "withdrawn", None, "unsubscribe"),
            ("email", "k4", "email", "withdrawn", None, "unsubscribe"),
            ("email", "k6", "sms", "granted", None, None),
            ("news", "l1:mm1:joined", "email", "granted", "News", None),
            ("news", "l1:mm1:unsubscribed", "email", "withdrawn", "News", "unsubscribe"),
            ("news", "l1:mm2:pending", "email", "pending", "News", None),
            ("news", "l2:mm1:joined", "email", "granted", "Offers", None),
        ],
    ),
    "campaigns": (
        "source_system, campaign_id, campaign_name, channel",
        [
            ("crm", "31", "Spring", "email"),
            ("email", "c1", "Winter", "email"),
            ("email", "f1", "Welcome", "email"),
            ("google", "51", "Brand video", "display"),
            ("meta", "c9", "Spring", "paid_social"),
            ("news", "mc1", "May", "email"),
            ("sales", "701A", "Fair", "event"),
            ("tiktok", "71", "Dance", "paid_social"),
        ],
    ),
    "campaign_members": (
        "source_system, campaign_id, member_id, source_customer_id, status, has_responded",
        [
            ("sales", "701A", "00v1", "003A", "Attended", True),
            ("sales", "701A", "00v2", "00Q2", "Invited", False),
        ],
    ),
    "message_events": (
        "source_system, event_type, campaign_id, source_customer_id, email, is_machine_open",
        [
            ("crm", "bounced_hard", "31", None, "eve@example.com", None),
            ("crm", "bounced_soft", "31", None, "dee@example.com", None),
            ("crm", "clicked", "31", None, "ann@example.com", None),
            ("crm", "opened", "31", None, "ann@example.com", True),
            ("crm", "sent", "31", None, "ann@example.com", None),
            ("crm", "unsubscribed", "31", None, "ann@example.com", None),
            ("email", "bounced_hard", "f1", "p1", None, None),
            ("email", "clicked", "c1", "p1", None, None),
            ("email", "delivered", "c1", "p1", None, None),
            ("email", "unsubscribed", "c1", "p1", None, None),
            ("news", "bounced_hard", "mc1", "mm2", None, None),
            ("news", "opened", "mc1", "mm1", None, None),
            ("news", "sent", "mc1", "mm1", None, None),
            ("news", "unsubscribed", "mc1", "mm1", None, None),
        ],
    ),
    "touches": (
        "source_system, touch_id, touch_type, anonymous_id, source_customer_id, utm_source, gclid,"
        " fbclid, session_id",
        [
            ("app", "v1", "page", "web1", None, "facebook", None, "fb1", None),
            ("crm", "c1", "form", None, "11", None, None, None, None),
            ("web", "g2", "page", "dev1", None, "google", "click1", None, "dev1:s1"),
            ("web", "g4", "page", "dev1", None, None, None, None, "dev1:s2"),
        ],
    ),
    "cart_events": (
        "source_system, cart_event_id, cart_id, event_type, cart_value, currency",
        [
            ("app", "t1", "web2", "added", None, None),
            ("shop_uk", "701", "cart7", "checkout_started", Decimal("20.00"), "GBP"),
            ("web", "g3", "dev1:s1", "added", Decimal("15.50"), "USD"),
        ],
    ),
    "orders": (
        "source_system, order_id, status, order_value, currency, order_channel, coupon_code,"
        " shipping, ordered_at",
        [
            (
                *("pay", "ch_1", "paid", Decimal("19.99"), "GBP", "online", None, None),
                datetime(2025, 2, 1),
            ),
            (
                *("pay", "ch_2", "paid", Decimal("1999.00"), "JPY", "online", None, None),
                datetime(2025, 2, 2),
            ),
            (
                *("pay", "ch_3", "paid", Decimal("1.50"), "KWD", "online", None, None),
                datetime(2025, 2, 3),
            ),
            (
                *("pay", "ch_4", "placed", Decimal("5.00"), "GBP", "online", None, None),
                datetime(2025, 2, 4),
            ),
            (
                *("pay", "ch_5", "cancelled", Decimal("7.00"), "GBP", "online", None, None),
                datetime(2025, 2, 5),
            ),
            (
                *("shop_uk", "9001", "fulfilled", Decimal("36.00"), "GBP", "online", "FIRST"),
                *(Decimal("5.50"), datetime(2025, 2, 1, 10, 0, 5)),
            ),
            (
                *("shop_uk", "9002", "paid", Decimal("12.50"), "GBP", "pos", None),
                *(Decimal("0.00"), datetime(2025, 3, 1, 10)),
            ),
            (
                *("shop_uk", "9003", "cancelled", Decimal("5.00"), "GBP", "online", None),
                *(None, datetime(2025, 3, 2, 10)),
            ),
            # the old loader writes local times
            (
                *("shop_us", "9001", "placed", Decimal("20.00"), "USD", "online", None),
                *(None, datetime(2025, 2, 1, 13)),
            ),
        ],
    ),
    "order_lines": (
        "source_system, order_id, line_no, product_id, quantity, line_value, discount",
        [
            ("shop_uk", "9001", 1, "501", 2.0, Decimal("27.00"), Decimal("3.00")),
            ("shop_uk", "9001", 2, "502", 1.0, Decimal("9.00"), Decimal("1.00")),
            ("shop_uk", "9002", 1, "Gift wrap", 1.0, Decimal("12.50"), Decimal("0.00")),
        ],
    ),
    "refunds": (
        "source_system, refund_id, order_id, refund_value, currency",
        [
            ("pay", "re_1", "ch_2", Decimal("999.00"), "JPY"),
            ("shop_uk", "301", "9002", Decimal("12.00"), "GBP"),
            ("shop_uk", "302", "9001", Decimal("12.50"), "GBP"),
        ],
    ),
    "products": (
        "source_system, product_id, product_name, price, is_active",
        [
            ("shop_uk", "501", "Tea", Decimal("12.00"), True),
            ("shop_uk", "502", "Mug", None, False),
        ],
    ),
    "crm_stages": (
        "source_system, object_type, object_id, stage, source_customer_id, amount, is_won",
        [
            ("crm", "lead", "11", "lead", "11", None, False),
            ("crm", "lead", "14", "lead", "14", None, False),
            ("crm", "opportunity", "21", "Closed won", "11", Decimal("500.00"), True),
            ("crm", "opportunity", "21", "New", "11", Decimal("500.00"), False),
            ("crm", "opportunity", "23", "New", None, Decimal("20.00"), False),
            ("sales", "lead", "00Q1", "Converted", "00Q1", None, False),
            ("sales", "lead", "00Q1", "created", "00Q1", None, False),
            ("sales", "opportunity", "006A", "Closed Won", "003A", Decimal("900.00"), True),
            ("sales", "opportunity", "006A", "Prospecting", "003A", Decimal("100.00"), False),
            ("sales", "opportunity", "006B", "Prospecting", None, Decimal("50.00"), False),
        ],
    ),
    "spend": (
        "source_system, spend_date, channel, campaign_id, spend, currency, impressions, clicks",
        [
            ("google", date(2025, 2, 1), "display", "51", Decimal("3.23"), "USD", 150, 15),
            ("meta", date(2025, 2, 1), "paid_social", "c9", Decimal("15.15"), "EUR", 150, 15),
            ("tiktok", date(2025, 2, 1), "paid_social", "71", Decimal("3.50"), "EUR", 30, 3),
            ("tiktok", date(2025, 2, 2), "paid_social", "71", Decimal("3.00"), "EUR", 30, 3),
        ],
    ),
    "service_cases": (
        "source_system, case_id, source_customer_id, case_type, status, closed_at",
        [
            ("crm", "41", "11", None, "Closed", datetime(2025, 4, 3)),
            ("help", "91", "81", "complaint", "closed", datetime(2025, 4, 5)),
            ("help", "94", "81", "request", "open", None),
        ],
    ),
}


@pytest.mark.parametrize("table", STAGED)
def test_rows_of_the_contract(build, table) -> None:
    columns, expected = STAGED[table]
    found = build.fetch(
        f"select {columns} from staging.stg_unioned__{table} where company_id = 'acme'"
    )
    assert sorted(found, key=repr) == sorted(expected, key=repr)


def test_unusable_rows_are_named_and_not_lost(build) -> None:
    found = build.fetch(
        "select table_name, source_system, source_record_id, reason from marts.rejected_rows"
        " where company_id = 'acme' order by 1, 2, 3"
    )
    assert found == [
        ("orders", "shop_uk", "9006", "ordered_at is missing"),
        ("orders", "shop_us", "9002", "order_value is missing"),
        ("orders", "shop_us", "9003", "ordered_at is before 1950"),
        ("refunds", "pay", "re_3", "order_id is missing"),
    ]


def test_a_broken_line_of_connectors_is_refused_by_name(build) -> None:
    found = build.fetch(
        "select line, reason from marts.rejected_rows where company_id = 'cedar' order by line"
    )
    assert [line for line, _ in found] == [2, 3, 4, 5]
    for (_, reason), word in zip(found, ("system", "schema", "time_zone", "currency"), strict=True):
        assert word in reason
    assert build.fetch(
        "select count(*) from staging.stg_unioned__customers where company_id = 'cedar'"
    ) == [(0,)]


def test_a_company_takes_only_the_tables_it_names(build) -> None:
    def rows(table: str) -> int:
        query = f"select count(*) from staging.stg_unioned__{table} where company_id = 'birch'"
        return build.fetch(query)[0][0]

    assert rows("customers") == 2
    assert rows("orders") == rows("refunds") == 0


def test_merges_and_logins_of_the_sources_are_followed(build) -> None:
    records = dict(
        build.fetch(
            "select source_system || ':' || source_record_id, customer_id"
            " from marts.bridge_customer_records where company_id = 'acme' and not is_guest"
        )
    )
    assert records["crm:11"] == records["crm:12"] == records["shop_uk:101"] == records["help:81"]
    assert records["sales:003A"] == records["sales:003B"] == records["sales:00Q1"]
    assert records["shop_us:101"] != records["shop_uk:101"]
    touched = build.fetch(
        "select distinct customer_id from marts.fct_touches"
        " where company_id = 'acme' and source_system = 'web'"
    )
    assert touched == [(records["shop_uk:102"],)]


def test_a_number_that_two_shops_gave_out_leads_to_nobody(build) -> None:
    found = build.fetch(
        "select customer_id, blocked_reason from marts.bridge_customer_identifiers"
        " where company_id = 'acme' and id_type = 'external_customer_id' and id_value = '101'"
    )
    assert found == [(None, "shared_by_customers")]


def test_now_follows_the_connectors_and_not_the_landing(build) -> None:
    as_of = dict(build.fetch("select company_id, as_of from intermediate.int_companies"))
    assert as_of["acme"] == datetime(2025, 5, 1, 1)


def test_revenue_reaches_the_marts(build) -> None:
    found = build.fetch(
        "select source_system, count(*), sum(gross_value), sum(refund_value)"
        " from marts.fct_conversions"
        " where company_id = 'acme' and conversion_type = 'order' and currency = 'GBP'"
        " group by source_system order by source_system"
    )
    assert found == [
        ("pay", 2, Decimal("24.99"), Decimal("0.00")),
        ("shop_uk", 2, Decimal("48.50"), Decimal("24.50")),
    ]


def test_both_targets_hold_the_same_rows(builds) -> None:
    hashes = {}
    for target, build in builds.items():
        with build.warehouse() as warehouse:
            hashes[target] = marts_hash(warehouse)
    assert hashes["duckdb"] == hashes["postgres"]


def test_the_extreme_company_states_every_setting() -> None:
    assert {name.partition(".")[0] for name, *_ in SETTINGS_OF[EXTREME]} == set(SETTINGS)


def test_odd_rows_stop_nobody_and_break_no_invariant(builds) -> None:
    build = builds["duckdb"]
    built = {company for (company,) in build.fetch("select company_id from marts.dim_customers")}
    assert set(ODD_COMPANIES) <= built
    build.test_marts()
    not_yet = build.fetch(
        "select lifecycle_stage, order_count from marts.dim_customers"
        f" where company_id = '{USUAL}' and first_seen_at > '2026-01-01'"
    )
    assert not_yet == [(None, 0)]


@pytest.fixture
def with_ann_erased(builds, monkeypatch) -> Iterator[Build]:
    """Ann is on the list, and nothing was built since."""
    monkeypatch.setenv("CUSTOMER360_SALT", SALT)
    build = builds["duckdb"]
    numbers = {one.value for one in ANN if one.id_type == "phone"}
    with build.warehouse() as warehouse:
        suppression = load_suppression(warehouse, "acme")
        suppression.salt = Salt(SALT)
        writings = compared_as(usual_writings(warehouse, "acme", numbers))
        suppression.add(warehouse, ANN | writings, datetime(2026, 1, 1))
        # A customer of whom the shop knows a phone number alone, as people of the country write it.
        warehouse.execute("update shopify_uk.customer set phone = '(07700) 900-001' where id = 103")
    yield build
    with build.warehouse() as warehouse:
        warehouse.execute("delete from raw.suppressed_identifiers")
        warehouse.execute("update shopify_uk.customer set phone = null where id = 103")


def test_erased_people_stay_out_of_what_loaders_keep(with_ann_erased, monkeypatch) -> None:
    """Told by the SQL of the next build, so that the warehouse stays as other tests know it."""
    build = with_ann_erased
    chosen = ("customers", "orders", "message_events", "identity_links")
    models = [f"stg_unioned__{table}" for table in chosen]
    compiled = build.project.must_run("compile", "--select", *models).result.results
    with build.warehouse() as warehouse:
        for name, key in connection_keys().items():
            warehouse.execute(f"set variable {VARIABLE}{name} = '{key}'")
        staged = {
            one.node.name: warehouse.fetch_arrow(one.node.compiled_code).to_pylist()
            for one in compiled
            if one.node.name in models
        }
        finding = Finding()
        search_warehouse(warehouse, "acme", {one.value for one in ANN}, finding)
    people = {(row["source_system"], row["source_record_id"]) for row in staged[models[0]]}
    assert {("crm", "14"), ("shop_us", "101"), ("pay", "cus_2")} <= people
    assert ("shop_uk", "103") not in people
    for table, rows in staged.items():
        about = [row for row in rows if row["company_id"] == "acme"]
        assert about, table
        assert not any("ann@example.com" in row.values() for row in about), table
        # Another company that reads the same account has erased nobody.
        assert len(rows) > len(about) or table != models[0]
    orders = [row for row in staged[models[1]] if row["company_id"] == "acme"]
    assert len(orders) == len(STAGED["orders"][1])
    # What the loaders keep is told: where it is, as it is written.
    assert finding.of_loaders["shopify_uk", "customer", "email"] == ["ann@example.com"]

    monkeypatch.setenv("CUSTOMER360_SALT", "another salt, long too")
    refused = build.project.run("compile", "--select", models[0])
    assert not refused.success
    assert "company 'acme' has erased people" in failures(refused)
