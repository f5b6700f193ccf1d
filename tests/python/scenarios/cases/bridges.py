"""A record that ties customers which were strangers before."""

from __future__ import annotations

from scenario import Day, Scenario, record

_ANN = record("a", email="ann@mail.example")
_PHONE = record("b", phone="+442079460018")
_CARD = record("c", loyalty_id="K-7712")

_BOTH = record("x", email="ann@mail.example", phone="+442079460018")

SCENARIOS = (
    Scenario(
        "bridge",
        "Two strangers, until a record carries the e-mail of one and the phone of the other.",
        "The customer that was there first survives, and the other is merged into it.",
        (
            Day(rows=(_ANN,), customers=("a",), changes=("created a",)),
            Day(rows=(_PHONE,), customers=("a", "b"), changes=("created b",)),
            Day(rows=(_BOTH,), customers=("a b x",), changes=("merged b into a",)),
        ),
    ),
    Scenario(
        "three_way_bridge",
        "One record ties three customers at once.",
        "All are merged into one, not one into the next.",
        (
            Day(
                rows=(_ANN, _PHONE, _CARD),
                customers=("a", "b", "c"),
                changes=("created a", "created b", "created c"),
            ),
            Day(
                rows=(
                    record(
                        "x", email="ann@mail.example", phone="+442079460018", loyalty_id="K-7712"
                    ),
                ),
                customers=("a b c x",),
                changes=("merged b into a", "merged c into a"),
            ),
        ),
    ),
    Scenario(
        "bridge_creates",
        "The linking record is there first, those that it links come later.",
        "The same customer as when it comes last, and nothing to merge.",
        (
            Day(rows=(_BOTH,), customers=("x",), changes=("created x",)),
            Day(rows=(_PHONE,), customers=("b x",), changes=()),
            Day(rows=(_ANN,), customers=("a b x",), changes=()),
        ),
    ),
    Scenario(
        "interleaved_merges",
        "Four customers: on one day A meets C while B meets D, on the next the two pairs meet.",
        "Crossing merges leave no pointer to an id that is gone.",
        (
            Day(
                rows=(_ANN, _PHONE, _CARD, record("d", national_id="AB-558-201")),
                customers=("a", "b", "c", "d"),
                changes=("created a", "created b", "created c", "created d"),
            ),
            Day(
                rows=(
                    record("x", email="ann@mail.example", loyalty_id="K-7712"),
                    record(
                        "y",
                        phone="+442079460018",
                        national_id="AB-558-201",
                        external_customer_id="C-9034",
                    ),
                ),
                customers=("a c x", "b d y"),
                changes=("merged c into a", "merged d into b"),
            ),
            Day(
                rows=(record("z", loyalty_id="K-7712", external_customer_id="C-9034"),),
                customers=("a b c d x y z",),
                changes=("merged b into a",),
            ),
        ),
    ),
    Scenario(
        "merges_in_a_row",
        "On one day B meets A and C meets B.",
        "Two merges in one day point to the survivor, not at each other.",
        (
            Day(
                rows=(_ANN, _PHONE, _CARD),
                customers=("a", "b", "c"),
                changes=("created a", "created b", "created c"),
            ),
            Day(
                rows=(_BOTH, record("y", phone="+442079460018", loyalty_id="K-7712")),
                customers=("a b c x y",),
                changes=("merged b into a", "merged c into a"),
            ),
        ),
    ),
    Scenario(
        "link_changes_hands",
        "A record is corrected: its e-mail was that of A and is now that of B.",
        "It leaves the one customer for the other; both keep their ids.",
        (
            Day(
                rows=(
                    _ANN,
                    record("b", email="boris@mail.example"),
                    record("m", email="ann@mail.example"),
                ),
                customers=("a m", "b"),
                changes=("created a", "created b"),
            ),
            Day(
                rows=(record("m", email="boris@mail.example"),),
                customers=("a", "b m"),
                leads_to={"email:ann@mail.example": "a", "email:boris@mail.example": "b"},
            ),
        ),
    ),
)
