"""What happened earlier and arrives later."""

from __future__ import annotations

from scenario import Day, Scenario, order, record, touch

_ANN = record("a", email="ann@mail.example")
_PHONE = record("b", phone="+442079460018")

SCENARIOS = (
    Scenario(
        "late",
        "A record that the source made on the first day lands on the third.",
        "The customers are those of a landing on time, under the id of the first record.",
        (
            Day(rows=(_ANN,), customers=("a",), changes=("created a",)),
            Day(
                rows=(record("c", email="ann@mail.example"),),
                customers=("a c",),
                changes=(),
            ),
            Day(
                rows=(
                    record(
                        "b",
                        email="ann@mail.example",
                        phone="+442079460018",
                        created_at="2025-03-01 20:00:00",
                    ),
                ),
                customers=("a b c",),
                changes=(),
            ),
        ),
    ),
    Scenario(
        "late_merge",
        "The record that ties two customers is older than both and lands last.",
        "Merged as if it had been on time.",
        (
            Day(
                rows=(_ANN, _PHONE),
                customers=("a", "b"),
                changes=("created a", "created b"),
            ),
            Day(
                rows=(
                    record(
                        "x",
                        email="ann@mail.example",
                        phone="+442079460018",
                        created_at="2025-02-20 08:00:00",
                    ),
                ),
                customers=("a b x",),
            ),
        ),
    ),
    Scenario(
        "undated_records",
        "The source dates no record; the second of two records of one customer places an order.",
        "Records without a date keep their customer's id as well.",
        (
            Day(
                rows=(
                    record("a", email="ann@mail.example", created_at=""),
                    record("b", email="ann@mail.example", created_at=""),
                ),
                customers=("a b",),
                changes=("created a",),
            ),
            Day(
                rows=(order("o1", "crm", source_customer_id="b"),),
                changes=(),
            ),
        ),
    ),
    Scenario(
        "late_order",
        "An old order of the younger of two records of one customer arrives late.",
        "A customer of unchanged records keeps its id, whatever is learned of its past.",
        (
            Day(rows=(_ANN,), customers=("a",), changes=("created a",)),
            Day(
                rows=(record("b", email="ann@mail.example"),),
                customers=("a b",),
                changes=(),
            ),
            Day(
                rows=(
                    order("o1", "crm", source_customer_id="b", ordered_at="2025-01-15 10:00:00"),
                ),
                changes=(),
            ),
        ),
    ),
    Scenario(
        "late_visit_of_a_guest",
        "A guest known by two contacts is seen again, with an older visit of the second contact.",
        "Guests keep their id too.",
        (
            Day(
                rows=(order("o1", email="ann@mail.example", phone="+442079460018"),),
                customers=("guest|email:ann@mail.example guest|phone:+442079460018",),
            ),
            Day(
                rows=(touch("t1", phone="+442079460018", occurred_at="2025-01-15 10:00:00"),),
                changes=(),
            ),
        ),
    ),
    Scenario(
        "merge_then_login",
        "Two customers are merged and, the same day, a device logs in as the one that is gone.",
        "The device leads to the survivor.",
        (
            Day(
                rows=(_ANN, _PHONE),
                customers=("a", "b"),
                changes=("created a", "created b"),
            ),
            Day(
                rows=(
                    record("x", email="ann@mail.example", phone="+442079460018"),
                    touch(
                        "t1", source_system="crm", source_customer_id="b", anonymous_id="cookie-1"
                    ),
                ),
                customers=("a b x",),
                leads_to={"anonymous_id:cookie-1": "a", "phone:+442079460018": "a"},
                changes=("merged b into a",),
            ),
        ),
    ),
)
