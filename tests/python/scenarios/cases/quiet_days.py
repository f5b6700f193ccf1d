"""Days that say nothing new."""

from __future__ import annotations

from scenario import Day, Scenario, link, record, touch

_ANN = record("a", email="ann@mail.example", phone="+442079460018")
_CARD = record("b", email="ann@mail.example", loyalty_id="K-7712")

SCENARIOS = (
    Scenario(
        "stable",
        "Nothing lands after the first day.",
        "A day without news changes nothing.",
        (
            Day(
                rows=(_ANN, _CARD, record("c", email="boris@mail.example")),
                customers=("a b", "c"),
                changes=("created a", "created c"),
            ),
            Day(changes=()),
            Day(changes=()),
        ),
    ),
    Scenario(
        "re_observed",
        "The same records and links land again every day.",
        "What is known already changes nothing.",
        (
            Day(
                rows=(_ANN, _CARD, link("email:ann@mail.example", "loyalty_id:K-7712")),
                customers=("a b",),
                changes=("created a",),
            ),
            Day(
                rows=(_CARD, _ANN, link("email:ann@mail.example", "loyalty_id:K-7712")),
                changes=(),
            ),
            Day(rows=(_ANN,), changes=()),
        ),
    ),
    Scenario(
        "activity_only",
        "Only visits and new cookies of known people arrive.",
        "Activity of known people makes, merges and renames nobody.",
        (
            Day(
                rows=(_ANN, record("c", email="boris@mail.example")),
                customers=("a", "c"),
                changes=("created a", "created c"),
            ),
            Day(
                rows=(
                    touch("t1", email="ann@mail.example", anonymous_id="cookie-1"),
                    touch("t2", email="boris@mail.example"),
                ),
                leads_to={"anonymous_id:cookie-1": "a"},
                changes=(),
            ),
        ),
    ),
)
