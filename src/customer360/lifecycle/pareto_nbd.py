"""Pareto/NBD: customers leave at a random time, whether or not they have just bought.

Slower to compute than MBG/NBD and without a closed form for the day of abandonment; fitted to be
compared with published figures and with holdouts. Schmittlein, Morrison and Colombo (1987); the
likelihood as by Fader and Hardie (2005).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, gammaln, psi

from customer360.lifecycle.fitting import maximise
from customer360.lifecycle.histories import Histories
from customer360.threads import slices

Numbers = NDArray[np.float64]

#: So many histories times the nodes are held at once.
_HISTORIES_AT_ONCE = 4096

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(64)


def fit_pareto_nbd(histories: Histories) -> Numbers:
    """The most likely r, alpha, s and beta."""
    scale = max(float(histories.age.mean()) / 3, 1e-3)
    start = np.array([0.5, scale, 0.5, scale])
    return maximise(
        lambda parameters: _likelihood(parameters, histories), start, histories.customers
    )


def log_likelihood(parameters: Numbers, histories: Histories) -> float:
    """Natural logarithm, over all customers; ``parameters`` as of fit_pareto_nbd."""
    return _likelihood(parameters, histories)[0]


def p_alive(parameters: Numbers, histories: Histories) -> Numbers:
    """The probability that a customer has not left, one for each history."""
    alive, gone, _ = _log_parts(parameters, histories)
    return expit(alive - gone)


def expected_orders(parameters: Numbers, histories: Histories, horizon: float) -> Numbers:
    """Orders within the horizon after each history."""
    r, alpha, s, beta = parameters
    ends = beta + histories.age
    rate = (r + histories.repeats) / (alpha + histories.age)
    present = ends / (s - 1) * (1 - (ends / (ends + horizon)) ** (s - 1))
    return p_alive(parameters, histories) * rate * present


def _likelihood(parameters: Numbers, histories: Histories) -> tuple[float, Numbers]:
    """Log likelihood and gradient, some thousand histories at a time."""
    value, gradient = 0.0, np.zeros(4)
    for part in slices(len(histories.repeats), _HISTORIES_AT_ONCE):
        some = Histories(
            histories.repeats[part],
            histories.recency[part],
            histories.age[part],
            histories.weights[part],
        )
        part_value, part_gradient = _likelihood_of(parameters, some)
        value, gradient = value + part_value, gradient + part_gradient
    return value, gradient


def _likelihood_of(parameters: Numbers, histories: Histories) -> tuple[float, Numbers]:
    r, alpha, s, beta = parameters
    x, age, weights = histories.repeats, histories.age, histories.weights
    alive, gone, left = _log_parts(parameters, histories)
    constant = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
    still = expit(alive - gone)

    def mean(if_alive: Numbers, if_gone: Numbers) -> Numbers:
        return still * if_alive + (1 - still) * (left.density * if_gone).sum(axis=1)

    # of somebody still there the same terms stand at the age as at the day of leaving
    gradient = np.array(
        [
            psi(r + x) - psi(r) + np.log(alpha) - mean(np.log(alpha + age), left.log_alpha),
            r / alpha - (r + x) * mean(1 / (alpha + age), np.exp(-left.log_alpha)),
            np.log(beta) - mean(np.log(beta + age), left.log_beta) + (1 - still) / s,
            s / beta - mean(s / (beta + age), (s + 1) * np.exp(-left.log_beta)),
        ]
    )
    return float(weights @ (constant + np.logaddexp(alive, gone))), gradient @ weights


@dataclass(frozen=True)
class _Left:
    """Nodes over the day of leaving, a row for each history; ``density`` sums to 1."""

    density: Numbers
    log_alpha: Numbers
    log_beta: Numbers


def _log_parts(parameters: Numbers, histories: Histories) -> tuple[Numbers, Numbers, _Left]:
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
    log_alpha, log_beta = np.log(alpha + left_at), np.log(beta + left_at)
    density = places - (s + 1) * log_beta - (r + x)[:, None] * log_alpha
    highest = density.max(axis=1, keepdims=True)
    density = np.exp(density - highest) * _WEIGHTS
    total = density.sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore"):
        # who bought on the last day seen has had no time to leave
        gone = np.log(s) + highest[:, 0] + np.log(half[:, 0] * total[:, 0])
    return alive, gone, _Left(density / total, log_alpha, log_beta)
