"""Gaps as evidence: people give the same things to every system."""

from __future__ import annotations

import numpy as np
import pytest
from small_companies import company

from customer360.identity.completeness import Completeness
from customer360.identity.features import prepare
from customer360.identity.lookups import default_lookups
from customer360.identity.settings import Settings

PEOPLE = 400


def gap_and_none(gives_both: bool) -> tuple[float, float]:
    """Weights of a pair with an address on one side, and of one with none, of two systems.

    Half of the people have an address; ``gives_both``: those give it to both systems.
    """
    records = []
    for number in range(PEOPLE):
        for shift, system in enumerate(("shop", "till")):
            has_email = number % 2 == 0 if gives_both else (number >> shift) % 2 == 0
            key = f"{system}|{number:04}"
            email = f"someone{number}@gmail.com" if has_email else None
            records.append({"record_key": key, "email": email})
    records.sort(key=lambda record: record["record_key"])
    completeness = Completeness(prepare(company(*records), Settings(), default_lookups()))
    left, right = np.arange(PEOPLE), np.arange(PEOPLE) + PEOPLE
    table = completeness.learn(left, right, np.ones(PEOPLE))
    # Shop with, till without; and neither.
    gap, none = completeness.weights(table, np.array([0, 1]), np.array([PEOPLE + 1] * 2))
    assert table == pytest.approx(table.T)
    return float(gap), float(none)


def test_a_gap_on_one_side_speaks_against_one_person() -> None:
    gap, none = gap_and_none(gives_both=True)
    assert gap < -2
    assert 0.5 < none < 1


def test_gaps_that_come_and_go_by_chance_say_nothing() -> None:
    gap, none = gap_and_none(gives_both=False)
    assert gap == pytest.approx(0, abs=0.1)
    assert none == pytest.approx(0, abs=0.1)
