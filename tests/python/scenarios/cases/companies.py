"""Companies that share a warehouse."""

from __future__ import annotations

from scenario import Day, Scenario, must_link, record

SCENARIOS = (
    Scenario(
        "same_in_two_companies",
        "Two companies land the same records and the same decisions, day by day.",
        "Equal people of two companies are never one, and no id is in both.",
        (
            Day(
                rows=(
                    record("a", email="ann@mail.example"),
                    record("b", email="ann@mail.example", phone="+442079460018"),
                    record("c", email="boris@mail.example"),
                ),
                customers=("a b", "c"),
                changes=("created a", "created c"),
            ),
            Day(
                overrides=(must_link("b", "c"),),
                customers=("a b c",),
                changes=("merged c into a",),
            ),
        ),
        twin="same_in_two_companies_too",
    ),
)
