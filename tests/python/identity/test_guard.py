"""What pairs say to the guard who are in one component only by others."""

from __future__ import annotations

import numpy as np
import pytest
from small_companies import company

from customer360.identity.clustering import guarded_weights
from customer360.identity.compare import Comparer
from customer360.identity.features import prepare
from customer360.identity.frequencies import ValueShares
from customer360.identity.lookups import default_lookups
from customer360.identity.settings import Settings
from customer360.identity.weights import Model, Scorer

NAME = {"first_name": "Seo", "last_name": "Kim"}


def voice(one: dict, other: dict, strangers: int = 60) -> tuple[float, bool]:
    """What the guard hears of two records of a company in which both of their names are common."""
    others = [{**NAME, ("first_name", "last_name")[n % 2]: f"Other{n}"} for n in range(strangers)]
    lookups = default_lookups()
    features = prepare(company(one, other, *others), Settings(), lookups)
    scorer = Scorer(features, Model.default(features.count), ValueShares(features))
    left, right = np.array([0]), np.array([1])
    comparer = Comparer(features, lookups, np.empty((0, 2), dtype=np.int64))
    levels = comparer.levels(left, right)
    ((weight,), (says,)) = guarded_weights(scorer, levels, left, right, threshold=0.0)
    return float(weight), bool(says)


@pytest.mark.parametrize("birth_date", ["1998-07-27", "1999-07-27", "1971-11-02"])
def test_another_birth_date_speaks_although_the_names_agree(birth_date):
    weight, says = voice({**NAME, "birth_date": "1998-03-24"}, {**NAME, "birth_date": birth_date})
    assert says
    assert weight < 0


def test_a_slip_in_a_birth_date_does_not():
    one, other = ({**NAME, "birth_date": day} for day in ("1998-03-04", "1998-04-03"))
    weight, _ = voice(one, other)
    assert weight >= 0


def test_namesakes_of_whom_nothing_else_is_known_are_silent():
    assert voice({**NAME, "birth_date": "1998-03-24"}, NAME) == (0.0, False)
