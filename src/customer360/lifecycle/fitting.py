"""Maximum likelihood over positive parameters, by their logarithms.

The search is our own: four parameters need no linear algebra of a library, whose threads took ten
times the time of the likelihood itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
#: Parameters -> log likelihood and its gradient with respect to the parameters.
Likelihood = Callable[[Numbers], tuple[float, Numbers]]

#: Logarithms of parameters stay inside, so that nothing overflows on data that says little.
_LOG_BOUND = 12.0

_MOST_STEPS = 500
#: The search ends where the slope is this flat, or where a step gains no more than this share.
_FLAT = 1e-8
_LEAST_GAIN = 1e-13
#: Of what the slope promises, a step must bring this share, or it is halved.
_SHARE_OF_PROMISE = 1e-4
_MOST_HALVINGS = 40


@dataclass(frozen=True)
class Prior:
    """A normal distribution of each parameter's logarithm.

    It is worth one customer or less: it decides where a company has hardly any orders and is
    lost among hundreds.
    """

    centres: Numbers
    deviations: Numbers

    def log_density(self, parameters: Numbers) -> tuple[float, Numbers]:
        """Up to a constant, with its gradient with respect to the logarithms."""
        distance = (np.log(parameters) - np.log(self.centres)) / self.deviations
        return float(-0.5 * distance @ distance), -distance / self.deviations


class FitError(ValueError):
    """The likelihood has no finite maximum that could be found."""


def maximise(
    likelihood: Likelihood, start: Numbers, weight: float, prior: Prior | None = None
) -> Numbers:
    """The parameters at which the likelihood, times the prior where there is one, is highest.

    Args:
        likelihood: log likelihood over all customers and its gradient.
        start: positive parameters to begin with.
        weight: number of customers; the objective is taken per customer, to be of order one.
        prior: None for plain maximum likelihood.
    """

    def objective(logarithms: Numbers) -> tuple[float, Numbers]:
        parameters = np.exp(logarithms)
        value, gradient = likelihood(parameters)
        gradient = gradient * parameters
        if prior is not None:
            prior_value, prior_gradient = prior.log_density(parameters)
            value, gradient = value + prior_value, gradient + prior_gradient
        return -value / weight, -gradient / weight

    found, value = _minimise(objective, np.log(start))
    if not np.all(np.isfinite(found)) or not np.isfinite(value):
        raise FitError(f"no finite likelihood from start {start}")
    return np.exp(found)


def _minimise(
    objective: Callable[[Numbers], tuple[float, Numbers]], start: Numbers
) -> tuple[Numbers, float]:
    """Where a function of few variables is lowest within the bounds, and its value there.

    Broyden, Fletcher, Goldfarb and Shanno's method: the inverse of the curvature is learnt from
    the slopes along the way. A variable that presses against its bound waits there.
    """
    at = np.clip(start, -_LOG_BOUND, _LOG_BOUND)
    value, slope = objective(at)
    inverse, is_fresh = np.eye(len(at)), True
    for _ in range(_MOST_STEPS):
        is_free = ~(((at >= _LOG_BOUND) & (slope < 0)) | ((at <= -_LOG_BOUND) & (slope > 0)))
        free_slope = np.where(is_free, slope, 0.0)
        if not np.isfinite(value) or np.abs(free_slope).max() < _FLAT:
            break
        direction = np.where(is_free, -(inverse * free_slope).sum(axis=1), 0.0)
        if (direction * free_slope).sum() >= 0:
            inverse, is_fresh = np.eye(len(at)), True
            direction = -free_slope
        # the first step is a guess: at most a factor of e
        size = min(1.0, 1 / np.abs(direction).max()) if is_fresh else 1.0
        for _ in range(_MOST_HALVINGS):
            there = np.clip(at + size * direction, -_LOG_BOUND, _LOG_BOUND)
            step = there - at
            next_value, next_slope = objective(there)
            if next_value <= value + _SHARE_OF_PROMISE * (free_slope * step).sum():
                break
            size /= 2
        else:
            if is_fresh:
                break
            inverse, is_fresh = np.eye(len(at)), True
            continue
        gain = value - next_value
        change = np.where(is_free, next_slope - slope, 0.0)
        inverse = _learnt(inverse, np.where(is_free, step, 0.0), change, is_fresh)
        at, value, slope, was_fresh, is_fresh = there, next_value, next_slope, is_fresh, False
        if gain <= _LEAST_GAIN * max(abs(value), 1.0):
            if was_fresh:
                break
            inverse, is_fresh = np.eye(len(at)), True
    return at, value


def _learnt(inverse: Numbers, step: Numbers, change: Numbers, is_fresh: bool) -> Numbers:
    """The inverse curvature after a step along which the slope changed."""
    bend = (step * change).sum()
    if bend <= 1e-12 * np.sqrt((step * step).sum() * (change * change).sum()):
        return inverse
    if is_fresh:
        inverse = inverse * (bend / (change * change).sum())
    moved = (inverse * change).sum(axis=1)
    along = np.multiply.outer(step, step) * (1 + (change * moved).sum() / bend) / bend
    across = np.multiply.outer(moved, step)
    return inverse + along - (across + across.T) / bend
