"""Customers who buy in a rhythm: the estimate of it, the formula, and when they count as gone."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from scipy.integrate import quad
from scipy.stats import beta, gamma

from customer360.lifecycle.backtest import Rules, backtests
from customer360.lifecycle.histories import histories_of_days
from customer360.lifecycle.mbg_nbd import MbgNbd
from customer360.lifecycle.order_days import OrderDays, date_of
from customer360.lifecycle.purchase_models import fit_models
from customer360.lifecycle.regular_gaps import (
    LEAST_REGULARITY,
    RegularGaps,
    fit_regular_gaps,
    regularity,
)
from customer360.lifecycle.silence import silence_days

MONTHLY = RegularGaps(k=60.0, r=300.0, alpha=150.0, a=0.5, b=9.5)
END = 730


def simulated_orders(k: float, customers: int = 600, mean_gap: float = 30.0) -> OrderDays:
    """Two years of customers with gaps of shape k, of whom one in twenty orders is the last."""
    random = np.random.default_rng(7)
    rows = []
    for number in range(customers):
        day, own_gap = float(random.integers(0, 500)), mean_gap * random.gamma(20, 1 / 20)
        while day < END:
            rows.append((f"c{number:03}", date_of(int(day)), 10.0))
            if random.random() < 0.05:
                break
            day += max(random.gamma(k, own_gap / k), 1.0)
    names = ("customer_id", "order_date", "net_value")
    table = pa.table(dict(zip(names, zip(*rows, strict=True), strict=True)))
    return OrderDays.from_table(
        table.group_by(names[:2]).aggregate([("net_value", "sum")]).rename_columns(list(names))
    )


@pytest.mark.parametrize("k, tolerance", [(4.0, 0.1), (50.0, 0.2)])
def test_the_rhythm_is_found(k: float, tolerance: float) -> None:
    assert regularity(simulated_orders(k), END) == pytest.approx(k, rel=tolerance)


def test_random_gaps_are_no_rhythm() -> None:
    orders = simulated_orders(1.0)
    assert regularity(orders, END) < LEAST_REGULARITY
    models = fit_models(orders, END)
    assert models.gaps is None
    assert models.purchases is models.orders


def test_without_pairs_of_gaps_nothing_is_a_rhythm() -> None:
    orders = simulated_orders(50.0)
    assert regularity(orders, orders.first_day + 20) == pytest.approx(1.0)


def test_random_gaps_give_the_model_without_a_rhythm() -> None:
    random, rhythmic = MbgNbd(0.6, 60.0, 0.9, 2.0), RegularGaps(1.0, 0.6, 60.0, 0.9, 2.0)
    history = np.array([0.0, 1.0, 7.0]), np.array([0.0, 40.0, 300.0]), np.array([90.0, 90.0, 320.0])
    assert rhythmic.p_no_order(*history, 90) == pytest.approx(random.p_no_order(*history, 90))
    assert rhythmic.p_alive(*history) == pytest.approx(random.p_alive(*history))
    expected = random.expected_orders(*history, 365)
    assert rhythmic.expected_orders(*history, 365) == pytest.approx(expected, rel=3e-3)


def test_probability_of_silence_is_bayes_rule() -> None:
    """Against an integration over all rates and all probabilities to leave."""
    model = RegularGaps(k=3.0, r=2.0, alpha=20.0, a=0.9, b=2.0)
    repeats, recency, age, horizon = 2, 60.0, 90.0, 45.0
    rates, leaving = gamma(model.r, scale=1 / model.alpha), beta(model.a, model.b)

    def silent_until(day: float) -> float:
        def bought_then_waits(rate: float) -> float:
            bought = rate ** (model.k * repeats) * np.exp(-rate * recency)
            return bought * gamma(model.k, scale=1 / rate).sf(day - recency) * rates.pdf(rate)

        return quad(bought_then_waits, 0, 3, points=[0.05, 0.2], epsabs=0)[0]

    stays = leaving.expect(lambda p: (1 - p) ** (repeats + 1))
    leaves = leaving.expect(lambda p: p * (1 - p) ** repeats)
    gone = leaves * silent_until(recency)
    expected = (gone + stays * silent_until(age + horizon)) / (gone + stays * silent_until(age))
    found = model.p_no_order(np.array([repeats]), np.array([recency]), np.array([age]), horizon)
    assert found[0] == pytest.approx(expected, rel=1e-6)


def test_who_buys_monthly_is_missed_after_the_month() -> None:
    """Just after an order none is due within ten days either, and nobody is gone."""
    repeats, recency = np.array([3, 12]), np.array([90, 360])
    assert (MONTHLY.p_no_order(repeats, recency, recency + 1, 10) > 0.9).all()
    days = silence_days(MONTHLY, repeats, recency, 10, 0.9)
    assert ((days > 30) & (days < 50)).all()
    assert (MONTHLY.p_no_order(repeats, recency, recency + days, 10) >= 0.9).all()
    assert (MONTHLY.p_no_order(repeats, recency, recency + days - 1, 10) < 0.9).all()


def test_the_fit_finds_what_was_simulated() -> None:
    known = simulated_orders(20.0).before(END)
    histories = histories_of_days(known.repeats, known.recency, known.age)
    model = fit_regular_gaps(histories, 20.0)
    assert model.k * model.alpha / model.r == pytest.approx(30.0, rel=0.1)
    assert model.a / (model.a + model.b) == pytest.approx(0.05, rel=0.2)
    nearby = RegularGaps(model.k, model.r * 1.3, model.alpha * 1.3, model.a, model.b * 1.5)
    assert model.log_likelihood(histories) > nearby.log_likelihood(histories)


def test_orders_of_subscriptions_are_expected_better_than_of_random_gaps() -> None:
    orders = simulated_orders(50.0)
    split = orders.first_day + 365
    models, known = fit_models(orders, split), orders.before(split)
    later = np.bincount(orders.codes[orders.days >= split], minlength=len(orders.customer_ids))
    actual = later[known.codes]
    history = known.repeats, known.recency, known.age
    in_rhythm, at_random = (
        model.expected_orders(*history, END - split) for model in (models.gaps, models.orders)
    )
    assert in_rhythm.sum() == pytest.approx(actual.sum(), rel=0.15)
    assert np.abs(in_rhythm - actual).mean() < 0.9 * np.abs(at_random - actual).mean()


def test_subscriptions_are_called_better_than_by_any_other_method() -> None:
    orders = simulated_orders(50.0)
    split = orders.first_day + 365
    models = fit_models(orders, split)
    found = backtests(orders, split, END, Rules(90, 0.5), models.orders, models.purchases)
    f1 = {result.method: result.f1 for result in found}
    assert f1["auto"] == max(f1.values())
    assert f1["auto"] > 0.8
