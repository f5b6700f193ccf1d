"""BG/NBD: the best known model of purchases, fitted to be compared with published figures.

As MBG/NBD, but nobody can leave after the first purchase; so everybody who bought once counts as
alive, and the project decides nothing by it. Fader, Hardie and Lee (2005).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, gammaln, psi

from customer360.lifecycle.fitting import maximise
from customer360.lifecycle.histories import Histories

Numbers = NDArray[np.float64]


def fit_bg_nbd(histories: Histories) -> Numbers:
    """The most likely r, alpha, a and b."""
    return maximise(
        lambda parameters: log_likelihood(parameters, histories),
        np.array([0.5, max(float(histories.age.mean()) / 4, 1e-3), 1.0, 2.0]),
        histories.customers,
    )


def log_likelihood(parameters: Numbers, histories: Histories) -> tuple[float, Numbers]:
    """With its gradient."""
    r, alpha, a, b = parameters
    x, recency, age = histories.repeats, histories.recency, histories.age
    weights, again = histories.weights, histories.repeats > 0
    silence = np.log(alpha + age) - np.log(alpha + recency)
    # of who bought once only, nobody is gone
    share = np.where(again, b + x - 1, 1.0)
    log_odds = np.where(again, np.log(a / share) + (r + x) * silence, -np.inf)
    gone = 1 / (1 + np.exp(-log_odds))
    value = (
        gammaln(r + x)
        - gammaln(r)
        + r * np.log(alpha)
        + betaln(a, b + x)
        - betaln(a, b)
        - (r + x) * np.log(alpha + age)
        + np.logaddexp(0, log_odds)
    )
    total = psi(a + b) - psi(a + b + x)
    gradient = np.array(
        [
            psi(r + x) - psi(r) + np.log(alpha) - np.log(alpha + age) + gone * silence,
            r / alpha
            - (r + x) / (alpha + age)
            + gone * (r + x) * (1 / (alpha + age) - 1 / (alpha + recency)),
            total + gone / a,
            psi(b + x) - psi(b) + total - gone / share,
        ]
    )
    return float(weights @ value), gradient @ weights
