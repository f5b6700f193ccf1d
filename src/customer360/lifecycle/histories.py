"""Purchase histories of many customers, reduced to what the models of purchases need."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Histories:
    """Customers with the same history are one row. All arrays have one length.

    Attributes:
        repeats: buying days after the first one.
        recency: time from the first to the last buying day.
        age: time from the first buying day to the end of observation, in the same unit.
        weights: how many customers the row stands for.
    """

    repeats: NDArray[np.int64]
    recency: Numbers
    age: Numbers
    weights: Numbers

    @property
    def customers(self) -> float:
        return float(self.weights.sum())


def histories_of_days(
    repeats: NDArray[np.int64],
    recency_days: NDArray[np.int64],
    age_days: NDArray[np.int64],
    days_per_unit: float = 1.0,
) -> Histories:
    """Histories of single customers in whole days, equal ones collapsed, in a fixed order.

    The fit costs per row, and of a million customers many bought once on the same day.
    """
    if len(repeats) == 0:
        nothing = np.empty(0)
        return Histories(np.empty(0, np.int64), nothing, nothing, nothing)
    if min(repeats.min(), recency_days.min(), age_days.min()) < 0:
        raise ValueError("a purchase history has no negative counts or times")
    span = int(age_days.max()) + 1
    keys = (repeats.astype(np.int64) * span + recency_days) * span + age_days
    distinct, counts = np.unique(keys, return_counts=True)
    repeats_and_recency, ages = np.divmod(distinct, span)
    counts_of_repeats, recencies = np.divmod(repeats_and_recency, span)
    return Histories(
        counts_of_repeats,
        recencies / days_per_unit,
        ages / days_per_unit,
        counts.astype(np.float64),
    )
