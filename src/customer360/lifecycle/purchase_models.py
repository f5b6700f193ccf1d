"""The models of one company, fitted on its orders before a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from customer360.lifecycle import gamma_gamma, mbg_nbd
from customer360.lifecycle.gamma_gamma import GammaGamma, fit_gamma_gamma
from customer360.lifecycle.histories import histories_of_days
from customer360.lifecycle.mbg_nbd import MbgNbd, fit_mbg_nbd
from customer360.lifecycle.order_days import Customers, OrderDays, date_of, day_number
from customer360.lifecycle.regular_gaps import (
    LEAST_REGULARITY,
    RegularGaps,
    fit_regular_gaps,
    regularity,
)
from customer360.lifecycle.silence import SilenceModel

#: So many customers tell the rhythm of all; each costs more than with random gaps.
_MOST_CUSTOMERS_FOR_GAPS = 10_000


@dataclass(frozen=True)
class PurchaseModels:
    """How often customers buy, and for how much; time is in days.

    ``values`` is None where no customer has ever paid anything, ``gaps`` where orders come at
    random. Where they come in a rhythm, it tells better than ``orders`` who is overdue and what
    is to come.
    """

    orders: MbgNbd
    gaps: RegularGaps | None
    values: GammaGamma | None
    customer_count: int
    repeat_customer_count: int

    @property
    def purchases(self) -> SilenceModel:
        """The model that knows these customers best."""
        return self.gaps or self.orders


def fit_models(order_days: OrderDays, day: int) -> PurchaseModels | None:
    """All models on what was ordered before the day; None where nobody had bought.

    A weak prior takes part, so that a handful of orders gives a cautious answer instead of none.
    """
    customers = order_days.before(day)
    if len(customers.codes) == 0:
        return None
    histories = histories_of_days(customers.repeats, customers.recency, customers.age)
    typical_age = max(float(customers.age.mean()), 1.0)
    orders = fit_mbg_nbd(histories, mbg_nbd.weak_prior(typical_age / 4))
    return PurchaseModels(
        orders,
        fit_gaps(order_days, day),
        _fit_values(customers),
        len(customers.codes),
        int((customers.repeats > 0).sum()),
    )


def fit_gaps(order_days: OrderDays, day: int) -> RegularGaps | None:
    """The model of gaps before the day; None where they are random."""
    k = regularity(order_days, day)
    if k < LEAST_REGULARITY:
        return None
    customers = order_days.before(day)
    some = slice(None, None, -(-len(customers.codes) // _MOST_CUSTOMERS_FOR_GAPS))
    histories = histories_of_days(
        customers.repeats[some], customers.recency[some], customers.age[some]
    )
    return fit_regular_gaps(histories, k)


def _fit_values(customers: Customers) -> GammaGamma | None:
    paid = customers.value > 0
    if not paid.any():
        return None
    counts = customers.order_days[paid].astype(np.float64)
    means = customers.value[paid] / counts
    return fit_gamma_gamma(counts, means, gamma_gamma.weak_prior(float(means.mean())))


def version_days(order_days: OrderDays, today: date, quarterly: bool) -> list[int]:
    """The days from which a version of the models is used, the last one being tomorrow.

    A version reads only what was ordered before its day. Quarters begin on the calendar's, so
    that a later build fits the same versions again and the history they decided stays. A version
    decides about the orders of its quarter: without any there is none.
    """
    tomorrow = day_number(today) + 1
    days = [tomorrow]
    if quarterly:
        first = order_days.first_day
        quarters = {_quarter_of(date_of(day)) for day in np.unique(order_days.days).tolist()}
        days += [day for day in quarters if first < day < tomorrow]
    return sorted(days)


def _quarter_of(day: date) -> int:
    """First day of the day's quarter."""
    return day_number(date(day.year, (day.month - 1) // 3 * 3 + 1, 1))
