"""MBG/CNBD-k: customers who buy in a rhythm, as subscribers and members do.

As MBG/NBD, but the gaps between a customer's orders are gamma distributed with the shape ``k``
instead of exponentially: the larger k, the more regular. With k = 1 it is MBG/NBD. Who buys each
month and has been silent for two is gone, which a model of random gaps learns only much later.
Platzer and Reutterer (2016); the estimate of k by Wheat and Morrison (1990).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaln, gammaln

from customer360.lifecycle.fitting import Prior, maximise
from customer360.lifecycle.histories import Histories
from customer360.lifecycle.leaving import orders_before_leaving
from customer360.lifecycle.order_days import OrderDays

Numbers = NDArray[np.float64]

#: Up to here gaps count as random. Gaps of whole days, one at least, look a little regular.
LEAST_REGULARITY = 1.5

#: More regular than this, a gap is its mean to the day, and the formulas lose their digits.
_MOST_REGULARITY = 500.0

#: Random pairs of gaps that are believed to have been seen before the company's own.
_PRIOR_PAIRS = 1
_VARIANCE_OF_RANDOM_PAIRS = 1 / 12

#: How much slower than before a silent customer can be thought to buy.
_SLOWEST = 1e-6

#: Relative step of the differences that stand for the gradient.
_STEP = 1e-6


@dataclass(frozen=True)
class RegularGaps:
    """Parameters; ``alpha`` is in the unit of time of the histories they were fitted on."""

    k: float
    r: float
    alpha: float
    a: float
    b: float

    def p_alive(self, repeats: Numbers, recency: Numbers, age: Numbers) -> Numbers:
        """The probability that a customer with this history has not left."""
        odds = (self.b + repeats) / self.a * self._p_silent(repeats, recency, age)
        return odds / (1 + odds)

    def expected_orders(
        self, repeats: Numbers, recency: Numbers, age: Numbers, horizon: float
    ) -> Numbers:
        """Orders of a customer with this history in ``horizon`` from now, on average.

        The rate is that of somebody who has stayed and been silent since; where in the gap he
        stands is left out, which is less than an order.
        """
        repeats, recency, age = np.broadcast_arrays(repeats, recency, age)
        shape, ends = self.r + self.k * repeats, (self.alpha + recency) / (self.alpha + age)
        silent = betainc(shape, self.k, ends)
        slower = np.divide(
            betainc(shape + 1, self.k, ends), silent, out=np.ones(len(ends)), where=silent > 0
        )
        scale = self.k * (self.alpha + recency) / np.maximum(slower, _SLOWEST)
        orders = orders_before_leaving(shape, scale, self.a, self.b + repeats + 1, horizon)
        return self.p_alive(repeats, recency, age) * orders

    def p_no_order(
        self, repeats: Numbers, recency: Numbers, age: Numbers, horizon: float
    ) -> Numbers:
        """The probability of no order within ``horizon``: gone already, or not due yet."""
        odds_to_stay = (self.b + repeats) / self.a
        until_now = odds_to_stay * self._p_silent(repeats, recency, age)
        until_then = odds_to_stay * self._p_silent(repeats, recency, age + horizon)
        return (1 + until_then) / (1 + until_now)

    def log_likelihood(self, histories: Histories) -> float:
        """But for a term of the gaps and k alone."""
        x, weights = histories.repeats, histories.weights
        shape = self.r + self.k * x
        odds_to_stay = (self.b + x) / self.a
        value = (
            gammaln(shape)
            - gammaln(self.r)
            + self.r * np.log(self.alpha)
            - shape * np.log(self.alpha + histories.recency)
            + betaln(self.a + 1, self.b + x)
            - betaln(self.a, self.b)
            + np.log1p(odds_to_stay * self._p_silent(x, histories.recency, histories.age))
        )
        return float(weights @ value)

    def _p_silent(self, repeats: Numbers, recency: Numbers, age: Numbers) -> Numbers:
        """The probability that the gap after the last order outlasts the age, of who stays."""
        shape = self.r + self.k * repeats
        return betainc(shape, self.k, (self.alpha + recency) / (self.alpha + age))


def regularity(order_days: OrderDays, day: int) -> float:
    """Estimate of k from pairs of consecutive gaps before the day.

    The first gap's share of such a pair does not depend on how often the customer buys: it is
    distributed as Beta(k, k), and its variance tells k. Where there are hardly any pairs, gaps are
    taken for random.
    """
    known = order_days.days < day
    codes, days = order_days.codes[known], order_days.days[known]
    is_pair = codes[2:] == codes[:-2]
    share = (days[1:-1] - days[:-2])[is_pair] / (days[2:] - days[:-2])[is_pair]
    squares = ((share - 0.5) ** 2).sum() + _PRIOR_PAIRS * _VARIANCE_OF_RANDOM_PAIRS
    variance = squares / (len(share) + _PRIOR_PAIRS)
    return min(float((1 - 4 * variance) / (8 * variance)), _MOST_REGULARITY)


def fit_regular_gaps(histories: Histories, k: float) -> RegularGaps:
    """The most likely parameters for this k, with a weak prior, in the histories' unit of time.

    Raises ValueError without customers, and FitError where no finite maximum is found.
    """
    if histories.customers == 0:
        raise ValueError("no purchase histories to fit a model to")
    repeats = float(histories.weights @ histories.repeats)
    waited = float(histories.weights @ histories.recency)
    age = float(histories.weights @ histories.age) / histories.customers
    usual_gap = max(waited / repeats if repeats else age, 1e-3)

    def model(parameters: Numbers) -> RegularGaps:
        # By the usual gap and not by alpha: of customers who are alike, only their ratio is known.
        r, gap, a, b = parameters.tolist()
        return RegularGaps(k, r, r * gap / k, a, b)

    def likelihood(parameters: Numbers) -> tuple[float, Numbers]:
        value = model(parameters).log_likelihood(histories)
        gradient = np.empty(len(parameters))
        for place, step in enumerate(_STEP * parameters):
            moved = parameters.copy()
            moved[place] += step
            gradient[place] = (model(moved).log_likelihood(histories) - value) / step
        return value, gradient

    start = np.array([2.0, usual_gap, 1.0, 2.0])
    prior = Prior(start, np.array([3.0, 3.0, 1.5, 1.5]))
    return model(maximise(likelihood, start, histories.customers, prior))
