"""Decisions of people, which always win."""

from __future__ import annotations

from scenario import Day, Scenario, cannot_link, must_link, record

from cases.gaps import ID_OF_THE_LARGER

_ANN = record("a", email="ann@mail.example")
_SAME = record("b", email="ann@mail.example", phone="+442079460018")
_PHONE = record("c", phone="+442079460018")
_STRANGER = record("b", email="boris@mail.example")

SCENARIOS = (
    Scenario(
        "must_link",
        "A steward ties two records that share nothing.",
        "A decision needs no evidence.",
        (
            Day(
                rows=(_ANN, _STRANGER),
                customers=("a", "b"),
                changes=("created a", "created b"),
            ),
            Day(
                overrides=(must_link("a", "b"),),
                customers=("a b",),
                leads_to={"email:ann@mail.example": "a", "email:boris@mail.example": "a"},
                changes=("merged b into a",),
            ),
        ),
    ),
    Scenario(
        "removed_link",
        "A steward parts two of three records that were one customer.",
        "The larger part keeps the id, the other gets one of its own.",
        (
            Day(rows=(_ANN, _SAME, _PHONE), customers=("a b c",), changes=("created a",)),
            Day(
                overrides=(cannot_link("a", "b"),),
                customers=("a", "b c"),
                leads_to={"email:ann@mail.example": None, "phone:+442079460018": "b"},
                changes=("split a from b", "created a"),
            ),
        ),
    ),
    Scenario(
        "parts_grow",
        "Two parted records; a day later a third joins the second of them.",
        "Of two equal parts the first keeps the id, also when the other outgrows it.",
        (
            Day(rows=(_ANN, _SAME), customers=("a b",), changes=("created a",)),
            Day(
                overrides=(cannot_link("a", "b"),),
                customers=("a", "b"),
                changes=("split b from a", "created b"),
            ),
            Day(
                rows=(_PHONE,),
                customers=("a", "b c"),
                changes=(),
                known_gaps=dict.fromkeys(("ids", "changes"), ID_OF_THE_LARGER),
            ),
        ),
    ),
    Scenario(
        "cannot_link_first",
        "A steward parts two records before the evidence comes that would join them.",
        "A decision outlives later evidence, also by way of a third record.",
        (
            Day(
                rows=(_ANN, _STRANGER),
                overrides=(cannot_link("a", "b"),),
                customers=("a", "b"),
            ),
            Day(
                rows=(record("b", phone="+442079460018", loyalty_id="K-7712"),),
                customers=("a", "b"),
                changes=(),
            ),
            Day(
                rows=(
                    record(
                        "c", email="ann@mail.example", phone="+442079460018", loyalty_id="K-7712"
                    ),
                ),
                customers=("a", "b c"),
            ),
        ),
    ),
    Scenario(
        "decision_taken_back",
        "A steward parts two records, and takes that back the next day.",
        "Without the decision the evidence counts again, and the old id is back.",
        (
            Day(rows=(_ANN, _SAME), customers=("a b",), changes=("created a",)),
            Day(
                overrides=(cannot_link("a", "b"),),
                customers=("a", "b"),
                changes=("split b from a", "created b"),
            ),
            Day(
                overrides=(),
                customers=("a b",),
                changes=("merged b into a",),
            ),
        ),
    ),
    Scenario(
        "rapid_re_merge",
        "Two records are tied, parted and tied again by decisions, a day each.",
        "The last decision counts, and the history tells all three.",
        (
            Day(
                rows=(_ANN, _STRANGER),
                overrides=(must_link("a", "b"),),
                customers=("a b",),
                changes=("created a",),
            ),
            Day(
                overrides=(cannot_link("a", "b"),),
                customers=("a", "b"),
                changes=("split b from a", "created b"),
            ),
            Day(
                overrides=(must_link("a", "b"),),
                customers=("a b",),
                changes=("merged b into a",),
            ),
        ),
    ),
)
