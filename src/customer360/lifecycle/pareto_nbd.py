"""Pareto/NBD: customers leave at a random time, whether or not they have just bought.

Slower to compute than MBG/NBD and without a closed form for the day of abandonment; fitted to be
compared with published figures and with holdouts. Schmittlein, Morrison and Colombo (1987); the
likelihood as by Fader and Hardie (2005).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import gammaln, logsumexp

from customer360.lifecycle.histories import Histories

Numbers = NDArray[np.float64]

#: Parameters beyond exp(12) say that customers are alike; the likelihood loses its digits there.
_LOG_BOUND = 12.0

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(64)


def fit_pareto_nbd(histories: Histories) -> Numbers:
    """The most likely r, alpha, s and beta, by differences: the gradient has no closed form."""
    scale = max(float(histories.age.mean()) / 3, 1e-3)

    def parameters(logarithms: Numbers) -> Numbers:
        return np.exp(np.clip(logarithms, -_LOG_BOUND, _LOG_BOUND))

    def objective(logarithms: Numbers) -> float:
        return -log_likelihood(parameters(logarithms), histories) / histories.customers

    start = np.log([0.5, scale, 0.5, scale])
    rough = minimize(objective, start, method="Nelder-Mead", options={"maxiter": 400})
    fine = minimize(objective, rough.x, method="BFGS", options={"gtol": 1e-7})
    return parameters(fine.x)


def log_likelihood(parameters: Numbers, histories: Histories) -> float:
    alive, gone = _log_parts(parameters, histories)
    r, alpha, s, beta = parameters
    constant = gammaln(r + histories.repeats) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
    return float(histories.weights @ (constant + np.logaddexp(alive, gone)))


def p_alive(parameters: Numbers, histories: Histories) -> Numbers:
    alive, gone = _log_parts(parameters, histories)
    return 1 / (1 + np.exp(gone - alive))


def expected_orders(parameters: Numbers, histories: Histories, horizon: float) -> Numbers:
    """Orders within the horizon after each history."""
    r, alpha, s, beta = parameters
    ends = beta + histories.age
    rate = (r + histories.repeats) / (alpha + histories.age)
    present = ends / (s - 1) * (1 - (ends / (ends + horizon)) ** (s - 1))
    return p_alive(parameters, histories) * rate * present


def _log_parts(parameters: Numbers, histories: Histories) -> tuple[Numbers, Numbers]:
    """Logarithms of the two ways in which a history comes about: still there, or gone since.

    Gone is an integral over the day of leaving, from the last order on. The published series of
    hypergeometric functions overflow where customers hardly differ in how soon they leave (a
    large s); Gauss and Legendre's nodes on a logarithmic scale of time do not.
    """
    r, alpha, s, beta = parameters
    x, recency, age = histories.repeats, histories.recency, histories.age
    alive = -(r + x) * np.log(alpha + age) - s * np.log(beta + age)
    shift = min(alpha, beta)
    low, high = np.log(shift + recency), np.log(shift + age)
    half = (high - low)[:, None] / 2
    places = low[:, None] + half * (1 + _NODES)
    left_at = np.exp(places) - shift
    density = places - (s + 1) * np.log(beta + left_at) - (r + x)[:, None] * np.log(alpha + left_at)
    return alive, np.log(s) + logsumexp(density, axis=1, b=half * _WEIGHTS)
