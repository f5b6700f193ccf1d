"""Gamma-Gamma: what an order of a customer is worth on average, from the orders seen so far.

The values of one customer's orders are gamma distributed around a mean of his own; the means of all
customers are spread so that one or two orders say little and many say nearly all. Fader, Hardie and
Lee (2005).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, psi

from customer360.lifecycle.fitting import Prior, maximise

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class GammaGamma:
    """Parameters; ``gamma`` is in the unit of money of the values they were fitted on."""

    p: float
    q: float
    gamma: float

    @property
    def mean_value(self) -> float:
        """The mean over all customers; infinite up to q = 1."""
        return self.p * self.gamma / (self.q - 1) if self.q > 1 else float("inf")

    def expected_value(self, orders: Numbers, mean_values: Numbers) -> Numbers:
        """A customer's true mean, given the mean of his ``orders`` orders so far, at least one.

        Up to q = 1 the mean of all customers does not exist and would pull without bounds: the
        spread is taken as at 1, which adds gamma divided by the orders to what was seen.
        """
        spread = max(self.q, 1.0) - 1
        return self.p * (self.gamma + orders * mean_values) / (self.p * orders + spread)


def weak_prior(mean_value: float) -> Prior:
    """What is believed of order values before there are any but their mean."""
    return Prior(np.array([4.0, 4.0, mean_value * 3 / 4]), np.array([1.0, 0.5, 1.0]))


def fit_gamma_gamma(
    orders: Numbers, mean_values: Numbers, prior: Prior | None = None
) -> GammaGamma:
    """The most likely parameters.

    Args:
        orders: number of orders of each customer, at least 1.
        mean_values: their mean value, above 0.
        prior: None for plain maximum likelihood.

    Raises ValueError where there is nothing to fit to or a value is not above 0.
    """
    if len(orders) == 0:
        raise ValueError("no order values to fit a model to")
    if orders.min() < 1 or mean_values.min() <= 0:
        raise ValueError("order values are fitted to customers with orders of a value above 0")
    likelihood = _Likelihood(orders.astype(np.float64), mean_values.astype(np.float64))
    start = np.array([4.0, 4.0, float(np.mean(mean_values)) * 3 / 4])
    return GammaGamma(*maximise(likelihood, start, len(orders), prior).tolist())


def log_likelihood(model: GammaGamma, orders: Numbers, mean_values: Numbers) -> float:
    """Natural logarithm, over all customers: how many orders each has, and their mean value."""
    return _Likelihood(orders, mean_values)(np.array([model.p, model.q, model.gamma]))[0]


class _Likelihood:
    """Log likelihood and gradient; gamma functions are taken once per distinct order count."""

    def __init__(self, orders: Numbers, mean_values: Numbers) -> None:
        self._counts, self._count_of = np.unique(orders, return_inverse=True)
        self._per_count = np.bincount(self._count_of).astype(np.float64)
        self._orders = orders
        self._totals = orders * mean_values
        self._log_mean_sum = float(np.log(mean_values).sum())
        self._log_total_by_order = float(orders @ np.log(self._totals))

    def __call__(self, parameters: Numbers) -> tuple[float, Numbers]:
        p, q, gamma = parameters
        counts, per_count = self._counts, self._per_count
        customers = per_count.sum()
        log_sums = np.log(gamma + self._totals)
        shape = p * self._orders + q
        value = (
            (gammaln(p * counts + q) - gammaln(p * counts)) @ per_count
            + customers * (q * np.log(gamma) - gammaln(q))
            + p * self._log_total_by_order
            - self._log_mean_sum
            - shape @ log_sums
        )
        gradient = np.array(
            [
                (counts * (psi(p * counts + q) - psi(p * counts))) @ per_count
                + self._log_total_by_order
                - self._orders @ log_sums,
                psi(p * counts + q) @ per_count
                + customers * (np.log(gamma) - psi(q))
                - log_sums.sum(),
                customers * q / gamma - shape @ (1 / (gamma + self._totals)),
            ]
        )
        return float(value), gradient
