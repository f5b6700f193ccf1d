"""The search for the most likely parameters."""

from __future__ import annotations

import numpy as np
import pytest

from customer360.lifecycle.fitting import FitError, maximise


def test_the_bottom_of_a_bent_valley_is_found() -> None:
    """Rosenbrock's function of the logarithms, lowest where both are 1."""

    def likelihood(parameters):
        x, y = np.log(parameters)
        slope = np.array([2 * (x - 1) - 400 * x * (y - x**2), 200 * (y - x**2)])
        return -((x - 1) ** 2 + 100 * (y - x**2) ** 2), -slope / parameters

    found = maximise(likelihood, np.exp([-1.2, 1.0]), weight=1.0)
    assert np.log(found) == pytest.approx([1.0, 1.0], abs=1e-5)


def test_what_runs_away_stops_at_the_bound_and_the_rest_is_found() -> None:
    def likelihood(parameters):
        x, y = np.log(parameters)
        return x - (y - x / 6) ** 2, np.array([1 + (y - x / 6) / 3, -2 * (y - x / 6)]) / parameters

    found = maximise(likelihood, np.ones(2), weight=1.0)
    assert np.log(found) == pytest.approx([12.0, 2.0], abs=1e-5)


def test_a_likelihood_that_is_no_number_is_an_error() -> None:
    with pytest.raises(FitError, match="no finite likelihood"):
        maximise(lambda parameters: (np.nan, np.zeros(2)), np.ones(2), weight=1.0)
