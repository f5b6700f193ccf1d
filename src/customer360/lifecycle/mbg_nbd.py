"""MBG/NBD: how often customers buy, and which of them have left without a word.

A customer buys at random times, at a rate of his own (gamma distributed with ``r`` and
``alpha``), and may leave for good after each purchase, the first included, with a probability of
his own (beta distributed with ``a`` and ``b``). That the first purchase may be the last one is
what sets the model apart from BG/NBD, for which everybody who bought once is alive.
Batislam, Denizel and Filiztekin (2007); Wagner and Hoppe (2008).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, gammaln, hyp2f1, psi

from customer360.lifecycle.fitting import Prior, maximise
from customer360.lifecycle.histories import Histories
from customer360.lifecycle.leaving import orders_before_leaving

Numbers = NDArray[np.float64]

#: At a = 1 the expectation is a limit of the formula; this close to it the formula still holds.
_AWAY_FROM_ONE = 1e-5

#: From this sum of a and b on, customers do not differ in how likely they are to leave.
_ALL_ALIKE = 1e4


@dataclass(frozen=True)
class MbgNbd:
    """Parameters; ``alpha`` is in the unit of time of the histories they were fitted on."""

    r: float
    alpha: float
    a: float
    b: float

    @property
    def array(self) -> Numbers:
        return np.array([self.r, self.alpha, self.a, self.b])

    def in_unit(self, factor: float) -> MbgNbd:
        """The same model in a unit of time ``factor`` times as short."""
        return MbgNbd(self.r, self.alpha * factor, self.a, self.b)

    def p_alive(self, repeats: Numbers, recency: Numbers, age: Numbers) -> Numbers:
        """The probability that a customer with this history has not left."""
        return expit(-self._log_odds_gone(repeats, recency, age))

    def expected_orders(
        self, repeats: Numbers, recency: Numbers, age: Numbers, horizon: float
    ) -> Numbers:
        """Orders of a customer with this history in ``horizon`` from now, on average."""
        alive = self.p_alive(repeats, recency, age)
        return alive * self._expected_if_alive(repeats, age, horizon)

    def p_no_order(
        self, repeats: Numbers, recency: Numbers, age: Numbers, horizon: float
    ) -> Numbers:
        """The probability of no order within ``horizon``: gone already, or just not buying."""
        rest = (self.alpha + age) / (self.alpha + age + horizon)
        alive = self.p_alive(repeats, recency, age)
        return 1 - alive * (1 - rest ** (self.r + repeats))

    def _log_odds_gone(self, repeats: Numbers, recency: Numbers, age: Numbers) -> Numbers:
        silence = np.log(self.alpha + age) - np.log(self.alpha + recency)
        return np.log(self.a / (self.b + repeats)) + (self.r + repeats) * silence

    def _expected_if_alive(self, repeats: Numbers, age: Numbers, horizon: float) -> Numbers:
        """Orders to come of a customer who is alive.

        The hypergeometric function is taken after Euler's transformation: the series as published
        converges too slowly for long horizons.
        """
        a = 1 + _AWAY_FROM_ONE if abs(self.a - 1) < _AWAY_FROM_ONE else self.a
        total = a + self.b + repeats
        if a + self.b > _ALL_ALIKE:
            # Everybody leaves with the same probability; here the function would overflow.
            leaves = a / (total + 1)
            stretch = 1 + leaves * horizon / (self.alpha + age)
            return -np.expm1(-(self.r + repeats) * np.log(stretch)) / leaves
        rest = (self.alpha + age) / (self.alpha + age + horizon)
        with np.errstate(all="ignore"):
            series = hyp2f1(a + self.b - self.r, a - 1, total, 1 - rest)
            result = np.asarray(total / (a - 1) * (1 - rest ** (a - 1) * series))
        # Where customers hardly differ, in rate or in leaving, the series overflows.
        lost = ~np.isfinite(result)
        if lost.any():
            repeats, age = np.broadcast_arrays(repeats, age)
            result[lost] = orders_before_leaving(
                self.r + repeats[lost],
                self.alpha + age[lost],
                self.a,
                self.b + repeats[lost] + 1,
                horizon,
            )
        return result


def weak_prior(age_scale: float) -> Prior:
    """What is believed of a shop before it has orders; ``age_scale`` is a typical age."""
    return Prior(np.array([1.0, age_scale, 1.0, 2.0]), np.array([1.5, 2.0, 1.5, 1.5]))


def fit_mbg_nbd(
    histories: Histories, prior: Prior | None = None, start: MbgNbd | None = None
) -> MbgNbd:
    """The most likely parameters, in the histories' unit of time.

    Raises ValueError without customers, and FitError where no finite maximum is found.
    """
    if histories.customers == 0:
        raise ValueError("no purchase histories to fit a model to")
    likelihood = _Likelihood(histories)
    first = start.array if start else np.array([0.5, max(likelihood.mean_age / 4, 1e-3), 1.0, 2.0])
    return MbgNbd(*maximise(likelihood, first, histories.customers, prior).tolist())


def log_likelihood(model: MbgNbd, histories: Histories) -> float:
    """Natural logarithm, over all customers; model and histories in one unit of time."""
    return _Likelihood(histories)(model.array)[0]


class _Likelihood:
    """Log likelihood and gradient.

    Logarithms are taken once per distinct time and gamma functions once per distinct count, so
    that a row costs one exponential.
    """

    def __init__(self, histories: Histories) -> None:
        self._weights = histories.weights
        self._counts, self._count_of = np.unique(histories.repeats, return_inverse=True)
        self._ages, self._age_of = np.unique(histories.age, return_inverse=True)
        self._recencies, self._recency_of = np.unique(histories.recency, return_inverse=True)
        self._per_count = np.bincount(self._count_of, self._weights)
        # Sums over rows of weight x (r + repeats) by age are linear in r: two counts suffice.
        self._per_age = np.bincount(self._age_of, self._weights)
        self._repeats_per_age = np.bincount(self._age_of, self._weights * histories.repeats)
        self._repeats = histories.repeats.astype(np.float64)
        self.mean_age = float(histories.age @ histories.weights / histories.weights.sum())

    def __call__(self, parameters: Numbers) -> tuple[float, Numbers]:
        r, alpha, a, b = parameters
        counts = self._counts
        log_ages, log_recencies = np.log(alpha + self._ages), np.log(alpha + self._recencies)

        # the chance of having left, row by row
        silence = log_ages[self._age_of] - log_recencies[self._recency_of]
        shape = r + self._repeats
        log_odds = np.log(a / (b + counts))[self._count_of] + shape * silence
        small = np.exp(-np.abs(log_odds))
        softplus = np.maximum(log_odds, 0) + np.log1p(small)
        gone = np.where(log_odds >= 0, 1, small) / (1 + small)
        weighted = self._weights * gone

        by_count = (
            gammaln(r + counts)
            - gammaln(r)
            + r * np.log(alpha)
            + gammaln(b + counts + 1)
            - gammaln(a + b + counts + 1)
            - gammaln(b)
            + gammaln(a + b)
        )
        shape_per_age = r * self._per_age + self._repeats_per_age
        value = by_count @ self._per_count - log_ages @ shape_per_age + self._weights @ softplus

        gone_per_count = np.bincount(self._count_of, weighted, len(counts))
        weighted_shape = weighted * shape
        slope = np.bincount(self._age_of, weighted_shape, len(self._ages)) @ (
            1 / (alpha + self._ages)
        ) - np.bincount(self._recency_of, weighted_shape, len(self._recencies)) @ (
            1 / (alpha + self._recencies)
        )
        customers = self._per_count.sum()
        total = psi(a + b) - psi(a + b + counts + 1)
        gradient = np.array(
            [
                (psi(r + counts) - psi(r) + np.log(alpha)) @ self._per_count
                - log_ages @ self._per_age
                + weighted @ silence,
                customers * r / alpha - shape_per_age @ (1 / (alpha + self._ages)) + slope,
                total @ self._per_count + gone_per_count.sum() / a,
                (psi(b + counts + 1) - psi(b) + total) @ self._per_count
                - gone_per_count @ (1 / (b + counts)),
            ]
        )
        return float(value), gradient
