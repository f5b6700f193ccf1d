"""How likely people who have not bought yet will do so, by how long they have been known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]

DAYS_PER_MONTH = 365 / 12
#: People known longer than this are one cohort.
_OLDEST_MONTH = 36
#: A month of age is believed when it has seen this many prospects; before, the average speaks too.
_PRIOR_PROSPECTS = 50.0


@dataclass(frozen=True)
class FirstOrders:
    """The share of the prospects of each month of age who buy for the first time in that month."""

    monthly_shares: Numbers

    def chances(self, age_months: Whole, months: int = 12) -> Numbers:
        """The chance of a first order in each of the coming months: one row for each prospect."""
        ages = np.minimum(age_months[:, None] + np.arange(months), _OLDEST_MONTH)
        shares = self.monthly_shares[ages]
        still_prospect = np.cumprod(1 - shares, axis=1)
        before = np.hstack([np.ones((len(ages), 1)), still_prospect[:, :-1]])
        return before * shares


def observe_first_orders(waited_days: Whole, has_bought: NDArray[np.bool_]) -> FirstOrders:
    """From everybody who was known before buying.

    Args:
        waited_days: days from the first sign of each person to the first order, or to today.
        has_bought: whether it was an order that ended the wait.
    """
    months = np.minimum((waited_days / DAYS_PER_MONTH).astype(np.int64), _OLDEST_MONTH)
    bought = np.bincount(months[has_bought], minlength=_OLDEST_MONTH + 1).astype(np.float64)
    left = np.bincount(months, minlength=_OLDEST_MONTH + 1).astype(np.float64)
    # Those who are in a month's cohort only for a part of the month count half.
    reached = left[::-1].cumsum()[::-1]
    exposed = reached - (left - bought) / 2
    # The oldest cohort stays for as long as it is known.
    in_oldest = months == _OLDEST_MONTH
    exposed[-1] = float((waited_days[in_oldest] / DAYS_PER_MONTH - _OLDEST_MONTH).sum())
    average = bought.sum() / exposed.sum() if exposed.sum() > 0 else 0.0
    average = min(average, 1.0)
    shares = (bought + _PRIOR_PROSPECTS * average) / (exposed + _PRIOR_PROSPECTS)
    return FirstOrders(np.clip(shares, 0.0, 1.0))
