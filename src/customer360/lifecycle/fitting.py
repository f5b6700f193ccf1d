"""Maximum likelihood over positive parameters, by their logarithms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Numbers = NDArray[np.float64]
#: Parameters -> log likelihood and its gradient with respect to the parameters.
Likelihood = Callable[[Numbers], tuple[float, Numbers]]

#: Logarithms of parameters stay inside, so that nothing overflows on data that says little.
_LOG_BOUND = 12.0

_MOST_STEPS = 500
#: Of the objective per customer; the search ends where a step gains no more.
_LEAST_GAIN = 1e-14


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

    # for four parameters SLSQP needs as few likelihoods as L-BFGS-B, which in addition keeps
    # threads of linear algebra busy for ten times as long as the likelihood takes
    found = minimize(
        objective,
        np.clip(np.log(start), -_LOG_BOUND, _LOG_BOUND),
        jac=True,
        method="SLSQP",
        bounds=[(-_LOG_BOUND, _LOG_BOUND)] * len(start),
        options={"maxiter": _MOST_STEPS, "ftol": _LEAST_GAIN},
    )
    if not np.all(np.isfinite(found.x)) or not np.isfinite(found.fun):
        raise FitError(f"no finite likelihood from start {start}")
    return np.exp(found.x)
