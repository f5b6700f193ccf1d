"""Links that lead from record to record."""

from __future__ import annotations

from scenario import Day, Scenario, record

#: As many records as one customer may have.
LENGTH = 50


def chain_of_records(length: int) -> list:
    """Records of which each shares an e-mail address or a loyalty card with the next, in turn."""
    return [
        record(f"r{n:02}", email=f"box{(n + 1) // 2:02}@mail.example", loyalty_id=f"K-{n // 2:04}")
        for n in range(length)
    ]


def _names(rows) -> str:
    return " ".join(row.columns["source_record_id"] for row in rows)


def _in_three_days(rows: list) -> tuple[Day, ...]:
    """The rows in the order given, a third of them on each day; after each they are one."""
    ends = (len(rows) // 3, 2 * len(rows) // 3, len(rows))
    starts = (0, *ends)
    return tuple(
        Day(
            rows=tuple(rows[start:end]),
            customers=(_names(rows[:end]),),
            changes=(f"created {_anchor(rows[:end])}",) if start == 0 else (),
        )
        for start, end in zip(starts, ends, strict=False)
    )


def _anchor(rows: list) -> str:
    return min(_names(rows).split())


SCENARIOS = (
    Scenario(
        "simple",
        "Two records carry one e-mail address, in different spelling.",
        "An exact identifier makes one customer.",
        (
            Day(
                rows=(
                    record("a", email="ann.okafor@mail.example"),
                    record("b", email=" Ann.Okafor@MAIL.example"),
                ),
                customers=("a b",),
                blocked={},
                leads_to={"email:ann.okafor@mail.example": "a"},
                changes=("created a",),
            ),
        ),
    ),
    Scenario(
        "disjoint",
        "Three records share no value.",
        "Without a reason nobody is joined.",
        (
            Day(
                rows=(
                    record("a", email="ann.okafor@mail.example"),
                    record("b", email="boris.petrov@mail.example"),
                    record("c", phone="+442079460018"),
                ),
                customers=("a", "b", "c"),
                blocked={},
                changes=("created a", "created b", "created c"),
            ),
        ),
    ),
    Scenario(
        "chain",
        "A shares an e-mail address with B, B a phone number with C, one record a day.",
        "Links are transitive, and the customer keeps its id while it grows.",
        (
            Day(
                rows=(record("a", email="ann@mail.example"),),
                customers=("a",),
                changes=("created a",),
            ),
            Day(
                rows=(record("b", email="ann@mail.example", phone="+442079460018"),),
                customers=("a b",),
                changes=(),
            ),
            Day(
                rows=(record("c", phone="+442079460018"),),
                customers=("a b c",),
                changes=(),
            ),
        ),
    ),
    Scenario(
        "long_chain",
        f"A chain of {LENGTH} records arrives in order, a third of it on each day.",
        "No number of steps is too many within the cap.",
        _in_three_days(chain_of_records(LENGTH)),
    ),
    Scenario(
        "reverse_chain",
        f"The same chain of {LENGTH} records arrives with its end first.",
        "The order of arrival does not change who is one customer.",
        _in_three_days(chain_of_records(LENGTH)[::-1]),
    ),
    Scenario(
        "alternating_chain",
        "Six records are tied by e-mail, phone, card, document and customer number in turn.",
        "The kind of identifier does not matter.",
        (
            Day(
                rows=(
                    record("a", email="ann@mail.example"),
                    record("b", email="ann@mail.example", phone="+442079460018"),
                    record("c", phone="+442079460018", loyalty_id="K-7712"),
                    record("d", loyalty_id="K-7712", national_id="AB-558-201"),
                    record("e", national_id="AB-558-201", external_customer_id="C-9034"),
                    record("f", external_customer_id="C-9034"),
                ),
                customers=("a b c d e f",),
                blocked={},
                changes=("created a",),
            ),
        ),
    ),
    Scenario(
        "deep_single_batch",
        f"The chain of {LENGTH} records lands in one day, last record first in the file.",
        "One batch gives the customers that many batches give.",
        (
            Day(
                rows=tuple(chain_of_records(LENGTH)[::-1]),
                customers=(_names(chain_of_records(LENGTH)),),
                changes=("created r00",),
            ),
        ),
    ),
)
