"""When silence means that a customer is gone, where the company leaves the choice to the models.

A customer counts as gone once it is likely enough that no order will come within the company's
horizon. How likely is enough follows from the model itself: the limit at which the list of those
who are gone can be expected to have the highest F1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from customer360.lifecycle.mbg_nbd import MbgNbd
from customer360.lifecycle.order_days import OrderDays
from customer360.lifecycle.regular_gaps import RegularGaps

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]

#: A silence of more than 54 years is never.
NEVER_DAYS = 20_000

#: Days of silence at which a rhythm is looked at, from never down to one.
_LOOKS = np.unique(np.geomspace(1, NEVER_DAYS, 105).astype(np.int64))[::-1]

SilenceModel = MbgNbd | RegularGaps


def best_limit(p_silent: Numbers) -> float:
    """The probability from which on a customer is called gone, for the highest expected F1.

    Args:
        p_silent: for each customer the probability of no order within the horizon.
    """
    scores = np.sort(p_silent)[::-1]
    called = np.arange(1, len(scores) + 1)
    expected_f1 = 2 * np.cumsum(scores) / (called + scores.sum())
    return float(scores[np.argmax(expected_f1)])


def p_silent_before(
    model: SilenceModel, order_days: OrderDays, day: int, horizon: float
) -> Numbers:
    """For everybody who bought before the day: the probability of no order in the horizon after."""
    known = order_days.before(day)
    return model.p_no_order(known.repeats, known.recency, known.age, horizon)


def silence_days(
    model: SilenceModel, repeats: Whole, recency: Whole, horizon: float, limit: float
) -> Whole:
    """Whole days after the last order from which on the customer counts as gone, 1 at least.

    Of random gaps the probability of silence grows with every silent day, so the first day on
    which it reaches the limit is found by halving. In a rhythm it is high right after an order
    too, when the next is not due yet: the day is the one from which on it stays at the limit.
    """
    low, high = np.ones(len(repeats), np.int64), np.full(len(repeats), NEVER_DAYS)
    if isinstance(model, RegularGaps):
        low, high = _last_rise(model, repeats, recency, horizon, limit)
    while np.any(low < high):
        middle = (low + high) // 2
        is_gone = model.p_no_order(repeats, recency, recency + middle, horizon) >= limit
        high = np.where(is_gone, middle, high)
        low = np.where(is_gone, low, np.minimum(middle + 1, high))
    return low


def _last_rise(
    model: RegularGaps, repeats: Whole, recency: Whole, horizon: float, limit: float
) -> tuple[Whole, Whole]:
    """The days of silence between which the probability reaches the limit for the last time."""
    low, high = np.ones(len(repeats), np.int64), np.full(len(repeats), NEVER_DAYS)
    gone = np.arange(len(repeats))
    for days in _LOOKS:
        x, last = repeats[gone], recency[gone]
        is_gone = model.p_no_order(x, last, last + days, horizon) >= limit
        low[gone[~is_gone]] = np.minimum(days + 1, high[gone[~is_gone]])
        gone = gone[is_gone]
        high[gone] = days
    return low, high
