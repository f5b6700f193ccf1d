"""Orders until a customer leaves, where formulas fail: an average over how likely he is to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from customer360.threads import slices

Numbers = NDArray[np.float64]

#: Evenly likely probabilities to leave that stand for all.
_PLACES = 48
#: A probability to leave this small is none.
_NEVER = 1e-12
#: So many customers times the places are held at once.
_CUSTOMERS_AT_ONCE = 65_536


def orders_before_leaving(
    shape: Numbers, scale: Numbers, a: float, b: Numbers, horizon: float
) -> Numbers:
    """Orders within the horizon of customers who are still there, on average.

    Args:
        shape, scale: of each customer's rate, gamma distributed with the mean shape / scale.
        a, b: of each customer's probability to leave after an order, beta distributed.
        horizon: in the unit of time of ``scale``.
    """
    different, which = np.unique(b, return_inverse=True)
    places = (np.arange(_PLACES) + 0.5) / _PLACES
    leaving = betaincinv(a, different[:, None], places)
    result = np.empty(len(shape))
    for part in slices(len(shape), _CUSTOMERS_AT_ONCE):
        leaves = leaving[which[part]]
        stretch = np.log1p(leaves * horizon / scale[part, None])
        orders = -np.expm1(-shape[part, None] * stretch) / np.maximum(leaves, _NEVER)
        # who never leaves buys at his rate for the whole time
        always = (shape[part] * horizon / scale[part])[:, None]
        result[part] = np.where(leaves > _NEVER, orders, always).mean(axis=1)
    return result
