"""Twenty customers whose whole life is written down here: what they did, and the stages it makes.

Half a year in, the company shortens ``abandon_days`` from 90 to 60.
"""

from __future__ import annotations

import csv
from pathlib import Path

COMPANY_ID = "by_hand"

SETTINGS = """
abandon_days,90,
abandon_days,60,2025-07-01
attempt_expiry_days,30,
advocate_orders,3,
tiers,"silver,gold",
as_of,2025-12-31,
"""

#: Customer, what happened, on which day. A refund follows the order whose day it names.
LIVES = """
ada    created   2025-01-01
ben    created   2025-01-01
ben    added     2025-02-01
cleo   created   2025-01-01
cleo   added     2025-02-01
cleo   checkout_started 2025-02-20
dan    created   2025-01-01
dan    product_viewed   2025-02-01
eve    created   2025-01-01
eve    order     2025-02-01
finn   created   2025-01-01
finn   order     2025-02-01
finn   order     2025-06-10
gil    created   2025-01-01
gil    order     2025-08-01
hana   created   2025-01-01
hana   cancelled 2025-02-01
ivo    created   2025-01-01
ivo    order     2025-02-01
ivo    refund    2025-02-10 2025-02-01 100
jun    created   2025-01-01
jun    order     2025-02-01
jun    refund    2025-02-10 2025-02-01 99.99
kim    created   2025-01-01
kim    order     2025-02-01
kim    order     2025-02-11
kim    order     2025-02-21
lea    created   2025-01-01
lea    order     2025-02-01
lea    order     2025-02-11
lea    order     2025-02-21
lea    order     2025-08-01
max    created   2025-01-01
max    order     2025-02-01
max    gold      2025-03-01
nia    created   2025-01-01
nia    order     2025-02-01
nia    gold      2025-03-01
nia    silver    2025-04-01
oli    created   2025-01-01
oli    order     2025-02-01
oli    referral  2025-02-15
pia    created   2025-01-01
pia    order     2025-02-01
pia    order     2025-03-01
pia    refund    2025-06-15 2025-03-01 100
quin   created   2025-01-01
quin   order     2025-02-01
quin   order     2025-02-11
quin   order     2025-02-21
quin   refund    2025-03-10 2025-02-21 100
rex    created   2025-01-01
rex    lead      2025-02-01
rex    order     2025-02-03
sol    created
uma    created   2025-01-01
uma    order     2025-12-20
"""

#: Customer, stage, from, to, rule, and whether a purchase brought the customer back.
INTERVALS = """
ada   aware    2025-01-01 -          first_seen
ben   aware    2025-01-01 2025-02-01 first_seen
ben   attempt  2025-02-01 2025-03-03 attempt
ben   abandon  2025-03-03 -          attempt_expiry
cleo  aware    2025-01-01 2025-02-01 first_seen
cleo  attempt  2025-02-01 2025-03-22 attempt
cleo  abandon  2025-03-22 -          attempt_expiry
dan   aware    2025-01-01 -          first_seen
eve   aware    2025-01-01 2025-02-01 first_seen
eve   adopt    2025-02-01 2025-05-02 order
eve   abandon  2025-05-02 -          fixed_days
finn  aware    2025-01-01 2025-02-01 first_seen
finn  adopt    2025-02-01 2025-05-02 order
finn  abandon  2025-05-02 2025-06-10 fixed_days
finn  adopt    2025-06-10 2025-09-08 order          back
finn  abandon  2025-09-08 -          fixed_days
gil   aware    2025-01-01 2025-08-01 first_seen
gil   adopt    2025-08-01 2025-09-30 order
gil   abandon  2025-09-30 -          fixed_days
hana  aware    2025-01-01 -          first_seen
ivo   aware    2025-01-01 2025-02-01 first_seen
ivo   adopt    2025-02-01 2025-02-10 order
ivo   attempt  2025-02-10 2025-03-12 full_refund
ivo   abandon  2025-03-12 -          attempt_expiry
jun   aware    2025-01-01 2025-02-01 first_seen
jun   adopt    2025-02-01 2025-05-02 order
jun   abandon  2025-05-02 -          fixed_days
kim   aware    2025-01-01 2025-02-01 first_seen
kim   adopt    2025-02-01 2025-02-21 order
kim   advocate 2025-02-21 2025-05-22 order_count
kim   abandon  2025-05-22 -          fixed_days
lea   aware    2025-01-01 2025-02-01 first_seen
lea   adopt    2025-02-01 2025-02-21 order
lea   advocate 2025-02-21 2025-05-22 order_count
lea   abandon  2025-05-22 2025-08-01 fixed_days
lea   advocate 2025-08-01 2025-09-30 order_count    back
lea   abandon  2025-09-30 -          fixed_days
max   aware    2025-01-01 2025-02-01 first_seen
max   adopt    2025-02-01 2025-03-01 order
max   advocate 2025-03-01 2025-05-02 top_tier
max   abandon  2025-05-02 -          fixed_days
nia   aware    2025-01-01 2025-02-01 first_seen
nia   adopt    2025-02-01 2025-03-01 order
nia   advocate 2025-03-01 2025-04-01 top_tier
nia   adopt    2025-04-01 2025-05-02 order
nia   abandon  2025-05-02 -          fixed_days
oli   aware    2025-01-01 2025-02-01 first_seen
oli   adopt    2025-02-01 2025-02-15 order
oli   advocate 2025-02-15 2025-05-02 referral
oli   abandon  2025-05-02 -          fixed_days
pia   aware    2025-01-01 2025-02-01 first_seen
pia   adopt    2025-02-01 2025-05-30 order
pia   abandon  2025-05-30 -          fixed_days
quin  aware    2025-01-01 2025-02-01 first_seen
quin  adopt    2025-02-01 2025-02-21 order
quin  advocate 2025-02-21 2025-03-10 order_count
quin  adopt    2025-03-10 2025-05-12 order
quin  abandon  2025-05-12 -          fixed_days
rex   aware    2025-01-01 2025-02-01 first_seen
rex   attempt  2025-02-01 2025-02-03 attempt
rex   adopt    2025-02-03 2025-05-04 order
rex   abandon  2025-05-04 -          fixed_days
sol   aware    2025-12-20 -          first_seen
uma   aware    2025-01-01 2025-12-20 first_seen
uma   adopt    2025-12-20 -          order
"""


def expected_intervals() -> set[tuple[str, ...]]:
    """Rows of INTERVALS as (customer, stage, from, to, rule, "back" or "")."""
    rows = (line.split() for line in INTERVALS.strip().splitlines())
    return {(*row, "")[:6] if len(row) == 5 else tuple(row) for row in rows}


def write_company(root: Path) -> None:
    """The landing folder of the company."""
    folder = root / COMPANY_ID
    folder.mkdir(parents=True)
    (folder / "company.csv").write_text("setting,value,valid_from" + SETTINGS, encoding="utf-8")
    tables: dict[str, list[dict[str, str]]] = {}
    for number, line in enumerate(LIVES.strip().splitlines()):
        name, event, *rest = line.split()
        table, row = _row(name, event, rest, number)
        tables.setdefault(table, []).append(row)
    for table, rows in tables.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


def _row(name: str, event: str, rest: list[str], number: int) -> tuple[str, dict[str, str]]:
    day = rest[0] if rest else ""
    who, key = {"email": f"{name}@{name}-home.example"}, str(number)
    happened = {**who, "occurred_at": day}
    match event:
        case "created":
            return "customers", {"source_record_id": name, **who, "created_at": day}
        case "order" | "cancelled":
            status = "paid" if event == "order" else "cancelled"
            order = {"order_id": f"{name} {day}", "ordered_at": day, "status": status}
            return "orders", {**order, **who, "order_value": "100"}
        case "refund":
            _, order_day, value = rest
            refund = {"refund_id": key, "order_id": f"{name} {order_day}"}
            return "refunds", {**refund, "refunded_at": day, "refund_value": value}
        case "added" | "checkout_started" | "product_viewed":
            cart = {"cart_event_id": key, "cart_id": name, "event_type": event}
            return "cart_events", cart | happened
        case "gold" | "silver":
            change = {"loyalty_event_id": key, "event_type": "tier_changed", "tier": event}
            return "loyalty_events", change | happened
        case "lead":
            stage = {"object_type": "lead", "object_id": name, "stage": "new"}
            return "crm_stages", stage | happened
        case "referral":
            return "touches", {"touch_id": key, "touch_type": "form", "channel": event} | happened
    raise ValueError(f"no such event: {event}")
