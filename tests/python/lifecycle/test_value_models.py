"""The models of purchases and values: formulas against brute force, fits against known answers."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import gammaln
from scipy.stats import beta, gamma

from customer360.lifecycle import gamma_gamma, mbg_nbd, pareto_nbd
from customer360.lifecycle.gamma_gamma import GammaGamma, fit_gamma_gamma
from customer360.lifecycle.histories import Histories, histories_of_days
from customer360.lifecycle.leaving import orders_before_leaving
from customer360.lifecycle.mbg_nbd import MbgNbd, fit_mbg_nbd

MODEL = MbgNbd(r=0.6, alpha=60.0, a=0.9, b=2.0)


def simulated_histories(model: MbgNbd, customers: int, seed: int) -> Histories:
    """Customers who behave exactly as the model says, seen for up to 1,000 days."""
    random = np.random.default_rng(seed)
    age = random.integers(1, 1000, customers)
    rate = random.gamma(model.r, 1 / model.alpha, customers)
    leaves = random.beta(model.a, model.b, customers)
    repeats, last, now = (np.zeros(customers) for _ in range(3))
    present = random.random(customers) >= leaves
    while present.any():
        now = np.where(present, now + random.exponential(size=customers) / rate, now)
        bought = present & (now < age)
        repeats += bought
        last = np.where(bought, now, last)
        present = bought & (random.random(customers) >= leaves)
    return histories_of_days(repeats.astype(int), last.astype(int), age)


def test_equal_histories_are_one_row() -> None:
    histories = histories_of_days(
        np.array([1, 0, 1]), np.array([7, 0, 7]), np.array([14, 21, 14]), 7
    )
    assert histories.repeats.tolist() == [0, 1]
    assert histories.recency.tolist() == [0, 1]
    assert histories.age.tolist() == [3, 2]
    assert histories.weights.tolist() == [1, 2]


@pytest.mark.parametrize("parameter", range(4))
def test_gradient_of_purchases(parameter: int) -> None:
    likelihood = mbg_nbd._Likelihood(simulated_histories(MODEL, 3_000, seed=1))
    at, step = np.array([0.7, 50.0, 1.1, 1.5]), np.zeros(4)
    step[parameter] = 1e-4
    slope = (likelihood(at + step)[0] - likelihood(at - step)[0]) / 2e-4
    assert likelihood(at)[1][parameter] == pytest.approx(slope, rel=1e-5)


@pytest.mark.parametrize("parameter", range(4))
def test_gradient_of_purchases_with_any_day_of_leaving(parameter: int) -> None:
    histories = simulated_histories(MODEL, 3_000, seed=1)
    at, step = np.array([0.7, 50.0, 0.8, 90.0]), np.zeros(4)
    step[parameter] = 1e-4
    above, below = (pareto_nbd.log_likelihood(at + sign * step, histories) for sign in (1, -1))
    slope = (above - below) / 2e-4
    assert pareto_nbd._likelihood(at, histories)[1][parameter] == pytest.approx(slope, rel=1e-5)


@pytest.mark.parametrize("parameter", range(3))
def test_gradient_of_values(parameter: int) -> None:
    random = np.random.default_rng(2)
    orders = random.integers(1, 9, 500).astype(float)
    likelihood = gamma_gamma._Likelihood(orders, random.gamma(5, 7, 500))
    at, step = np.array([5.0, 4.0, 12.0]), np.zeros(3)
    step[parameter] = 1e-4
    slope = (likelihood(at + step)[0] - likelihood(at - step)[0]) / 2e-4
    assert likelihood(at)[1][parameter] == pytest.approx(slope, rel=1e-5)


def test_simulated_parameters_are_found() -> None:
    found = fit_mbg_nbd(simulated_histories(MODEL, 100_000, seed=3))
    assert found.array == pytest.approx(MODEL.array, rel=0.06)


def test_p_alive_is_bayes_rule() -> None:
    """Against an integration over all rates and all probabilities to leave."""
    repeats, recency, age = 2, 100.0, 250.0

    def of_rates(integrand) -> float:
        rates = gamma(MODEL.r, scale=1 / MODEL.alpha)
        return quad(lambda rate: integrand(rate) * rates.pdf(rate), 0, 1, points=[0.01, 0.1])[0]

    leaving = beta(MODEL.a, MODEL.b)
    stayed = leaving.expect(lambda p: (1 - p) ** (repeats + 1))
    left = leaving.expect(lambda p: p * (1 - p) ** repeats)
    alive = stayed * of_rates(lambda rate: rate**repeats * np.exp(-rate * age))
    gone = left * of_rates(lambda rate: rate**repeats * np.exp(-rate * recency))
    found = MODEL.p_alive(np.array([repeats]), np.array([recency]), np.array([age]))[0]
    assert found == pytest.approx(alive / (alive + gone), rel=1e-6)


@pytest.mark.parametrize("a", [0.9, 1.0, 3.0])
def test_expected_orders_against_simulation(a: float) -> None:
    """The average of simulated customers over two years, where the plain series fails."""
    model = MbgNbd(0.6, 60.0, a, 2.0)
    random = np.random.default_rng(4)
    people = 400_000
    rate, leaves = random.gamma(model.r, 1 / model.alpha, people), random.beta(a, 2.0, people)
    expected_number_until_leaving = 0.0
    now, present = np.zeros(people), random.random(people) >= leaves
    while present.any():
        now = np.where(present, now + random.exponential(size=people) / rate, now)
        present &= now < 730
        expected_number_until_leaving += present.sum() / people
        present &= random.random(people) >= leaves
    nobody = np.zeros(1)
    found = model.expected_orders(nobody, nobody, nobody, 730.0)[0]
    assert found == pytest.approx(expected_number_until_leaving, rel=0.02)


@pytest.mark.parametrize("a", [0.5, 0.9, 3.0])
def test_expected_orders_by_averaging_equal_the_formula(a: float) -> None:
    model = MbgNbd(0.6, 60.0, a, 2.0)
    repeats, age = np.array([0.0, 1.0, 40.0]), np.array([10.0, 100.0, 700.0])
    formula = model._expected_if_alive(repeats, age, 365.0)
    found = orders_before_leaving(model.r + repeats, model.alpha + age, a, 3.0 + repeats, 365.0)
    assert found == pytest.approx(formula, rel=2e-3)


def test_orders_are_expected_where_the_formula_overflows() -> None:
    """All customers buy at one rate and nobody leaves: rate times days."""
    model = MbgNbd(35_000.0, 1_050_000.0, 6e-6, 6_000.0)
    found = model.expected_orders(np.array([0.0, 5.0]), np.zeros(2), np.array([1.0, 160.0]), 180.0)
    assert found == pytest.approx([6.0, 6.0], rel=1e-3)


def test_order_values_move_from_the_crowd_to_the_customer() -> None:
    model = GammaGamma(p=6.0, q=4.0, gamma=15.0)
    few, many = model.expected_value(np.array([1.0, 1000.0]), np.array([90.0, 90.0]))
    assert model.mean_value < few < 75 < 89 < many < 90


def test_a_crowd_without_a_mean_does_not_pull_without_bounds() -> None:
    orders, seen = np.array([1.0, 2.0, 50.0]), np.array([10.0, 99_999_999.0, 0.0])
    endless = GammaGamma(p=0.2, q=0.8, gamma=30.0)
    assert endless.mean_value == np.inf
    assert endless.expected_value(orders, seen) == pytest.approx(seen + 30.0 / orders)
    barely = GammaGamma(p=0.2, q=1 + 1e-9, gamma=30.0)
    assert barely.expected_value(orders, seen) == pytest.approx(seen + 30.0 / orders)


def test_values_must_be_positive() -> None:
    with pytest.raises(ValueError, match="above 0"):
        fit_gamma_gamma(np.array([1.0]), np.array([0.0]))


def test_a_handful_of_orders_gives_a_cautious_answer() -> None:
    one_time_buyers = histories_of_days(np.zeros(3, int), np.zeros(3, int), np.array([1, 5, 9]))
    model = fit_mbg_nbd(one_time_buyers, mbg_nbd.weak_prior(2.0))
    orders = model.expected_orders(np.zeros(1), np.zeros(1), np.full(1, 9.0), 365.0)[0]
    assert np.isfinite(model.array).all()
    assert 0 < orders < 100


@pytest.mark.parametrize(
    "r, alpha, s, beta",
    [
        (0.55, 10.6, 0.6, 11.7),
        (0.55, 0.01, 0.6, 40.0),
        (1.1, 16.0, 5e5, 2e7),
        (1.0, 16.0, 30.0, 60.0),
    ],
)
def test_pareto_likelihood_against_a_plain_integral(r, alpha, s, beta) -> None:
    """Also where the series that is usual for it overflows: customers who leave alike."""
    repeats, recency, age = 3, 12.0, 39.0

    def at(day: float, leaves: float) -> float:
        """Buys as seen until the day, then leaves (power s + 1) or is still there (power s)."""
        buying = gammaln(r + repeats) - gammaln(r) + r * np.log(alpha)
        buying -= (r + repeats) * np.log(alpha + day)
        return np.exp(buying - leaves * np.log1p(day / beta))

    gone = quad(lambda day: s / beta * at(day, s + 1), recency, age, points=[12.02, 12.5, 15])[0]
    histories = histories_of_days(np.array([repeats]), np.array([recency]), np.array([age]), 1)
    found = pareto_nbd.log_likelihood(np.array([r, alpha, s, beta]), histories)
    assert found == pytest.approx(np.log(gone + at(age, s)), abs=1e-8)
    alive = pareto_nbd.p_alive(np.array([r, alpha, s, beta]), histories)[0]
    assert alive == pytest.approx(at(age, s) / (gone + at(age, s)), abs=1e-8)
