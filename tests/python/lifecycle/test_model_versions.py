"""Versions of the models, the automatic limits and the backtests, on simulated companies."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from customer360.lifecycle import bg_nbd, mbg_nbd, pareto_nbd
from customer360.lifecycle.backtest import Backtest, Rules, backtests
from customer360.lifecycle.dbt_inputs import (
    abandon_backtests,
    fitted_parameters,
    predicted_values,
    silence_limits,
)
from customer360.lifecycle.histories import histories_of_days
from customer360.lifecycle.mbg_nbd import MbgNbd, fit_mbg_nbd
from customer360.lifecycle.order_days import OrderDays
from customer360.lifecycle.silence import best_limit, silence_days

START = date(2024, 1, 1)
AS_OF = datetime(2025, 6, 30)
SHARED = Path(os.environ.get("CUSTOMER360_SHARED", Path(__file__).parents[4] / "shared"))
CDNOW = SHARED / "data" / "lifecycle" / "cdnow_sample.csv"


def simulated_orders(until: datetime, customers: int = 400) -> pa.Table:
    """Customers of one company who buy at random; the same people, cut off at a day."""
    random = np.random.default_rng(5)
    rows = []
    for number in range(customers):
        day = START + timedelta(days=int(random.integers(0, 300)))
        rate = random.gamma(1.0, 1 / 40)
        while day <= AS_OF.date():
            if day <= until.date():
                rows.append(("acme", f"c{number:03}", day, float(random.gamma(5, 10))))
            else:
                random.gamma(5, 10)
            day += timedelta(days=1 + int(random.exponential() / rate))
            if random.random() < 0.15:
                break
    names = ("company_id", "customer_id", "order_date", "net_value")
    return pa.table(dict(zip(names, zip(*rows, strict=True), strict=True)))


def companies(as_of: datetime) -> pa.Table:
    return pa.Table.from_pylist([{"company_id": "acme", "as_of": as_of, "time_zone": "UTC"}])


def settings(method: str) -> pa.Table:
    values = {"abandon_method": method, "abandon_days": "90", "abandon_p_alive": "0.5"}
    return pa.Table.from_pylist(
        [
            {"company_id": "acme", "setting": name, "value": value, "valid_from": date(1900, 1, 1)}
            for name, value in values.items()
        ]
    )


def versions(as_of: datetime) -> list[dict]:
    found = fitted_parameters(simulated_orders(as_of), companies(as_of), settings("auto"))
    return found.to_pylist()


def test_earlier_builds_fit_the_same_versions() -> None:
    full, earlier = versions(AS_OF), versions(datetime(2025, 2, 10))
    assert [row["valid_from"] for row in full] == [
        *(date(2024, month, 1) for month in (4, 7, 10)),
        *(date(2025, month, 1) for month in (1, 4)),
        date(2025, 7, 1),
    ]
    # the last version is that of today and decides about no order
    assert earlier[:-1] == full[: len(earlier) - 1]
    assert len(earlier) == 5


def test_earlier_builds_know_the_same_limits() -> None:
    def limits(as_of: datetime) -> dict:
        orders, rules = simulated_orders(as_of), settings("auto")
        parameters = fitted_parameters(orders, companies(as_of), rules)
        found = silence_limits(orders, parameters, rules, companies(as_of)).to_pylist()
        return {
            (row["valid_from"], row["repeats"], row["recency_days"]): row["silence_days"]
            for row in found
        }

    full, earlier = limits(AS_OF), limits(datetime(2025, 2, 10))
    assert earlier.items() <= full.items()
    assert len(earlier) > 100
    assert len(set(full.values())) > 10


def test_a_till_at_the_beginning_of_time_moves_no_split_and_needs_no_fits() -> None:
    """One order of 1970 among those of 2024: the second half is that of the company's history."""
    orders = simulated_orders(AS_OF, customers=60)
    row = {"company_id": "acme", "customer_id": "c000", "order_date": date(1970, 1, 1)}
    old = pa.Table.from_pylist([{**row, "net_value": 1.0}], orders.schema)
    with_old = pa.concat_tables([orders, old])
    rules, company = settings("auto"), companies(AS_OF)

    def of(table: pa.Table) -> list[tuple]:
        found = abandon_backtests(table, rules, company).to_pylist()
        return [(row["method"], row["split_date"], row["customers"] > 30) for row in found]

    assert of(with_old) == of(orders)
    days = [
        fitted_parameters(table, company, rules)["valid_from"].to_pylist()
        for table in (with_old, orders)
    ]
    # the first quarter has a version of its own now: something was ordered before it
    assert days[0] == [START, *days[1]]


def test_a_pause_is_history() -> None:
    """A twentieth of the order days before a year of silence is odd; more of them are a start."""

    def start(early: int, late: int, pause: int) -> int:
        days = np.r_[np.arange(early), early - 1 + pause + np.arange(late)]
        return OrderDays(pa.array(["c"]), np.zeros_like(days), days, days * 1.0).history_start

    assert [start(2, 38, 366), start(3, 37, 366), start(2, 38, 365)] == [367, 0, 0]
    assert [start(1, 1, 366), start(1, 1, 365), start(1, 0, 0)] == [366, 0, 0]


def test_other_methods_need_no_versions() -> None:
    found = fitted_parameters(simulated_orders(AS_OF), companies(AS_OF), settings("fixed_days"))
    assert found["valid_from"].to_pylist() == [date(2025, 7, 1)]


def test_order_of_rows_does_not_matter() -> None:
    orders = simulated_orders(AS_OF)
    shuffled = orders.take(np.random.default_rng(1).permutation(len(orders)))
    found = [
        fitted_parameters(table, companies(AS_OF), settings("auto")) for table in (orders, shuffled)
    ]
    assert found[0].equals(found[1])


def test_predictions_for_customers_and_prospects() -> None:
    orders = simulated_orders(AS_OF)
    everybody = {*orders["customer_id"].to_pylist(), "prospect"}
    first_seen = [date(2023, 12, 1)] * len(everybody)
    customers = pa.table(
        {
            "company_id": ["acme"] * len(everybody),
            "customer_id": sorted(everybody),
            "first_seen_date": first_seen,
        }
    )
    parameters = fitted_parameters(orders, companies(AS_OF), settings("fixed_days"))
    rows = predicted_values(customers, orders, parameters, companies(AS_OF)).to_pylist()
    by_customer = {row["customer_id"]: row for row in rows}
    prospect = by_customer.pop("prospect")
    assert prospect["p_alive"] is None
    assert 0 < prospect["expected_orders_12m"] < 12
    assert prospect["expected_order_value"] == pytest.approx(50, rel=0.1)
    assert len(by_customer) == len(everybody) - 1
    assert all(0 <= row["p_alive"] <= 1 for row in by_customer.values())
    assert all(row["expected_order_value"] > 0 for row in by_customer.values())


def test_refunds_above_the_orders_expect_no_negative_value() -> None:
    """One customer paid 100, another got 400 back for orders older than the file."""
    days = [("buyer", 100.0), ("refunded", -400.0)]
    orders = pa.Table.from_pylist(
        [
            {"company_id": "acme", "customer_id": name, "order_date": START, "net_value": value}
            for name, value in days
        ],
        simulated_orders(AS_OF, customers=1).schema,
    )
    people = ["buyer", "prospect", "refunded"]
    customers = pa.table(
        {"company_id": ["acme"] * 3, "customer_id": people, "first_seen_date": [START] * 3}
    )
    parameters = fitted_parameters(orders, companies(AS_OF), settings("fixed_days"))
    rows = predicted_values(customers, orders, parameters, companies(AS_OF)).to_pylist()
    expected = {row["customer_id"]: row["expected_order_value"] for row in rows}
    assert expected["prospect"] == 50
    assert 0 < expected["refunded"] < expected["buyer"]


def test_totals_are_within_the_backtests_error() -> None:
    """What half the time predicts for the other half, of customers who are as the model says."""
    orders = OrderDays.from_table(simulated_orders(AS_OF, customers=1_500))
    split = orders.first_day + 300
    known = orders.before(split)
    model = fit_mbg_nbd(histories_of_days(known.repeats, known.recency, known.age))
    horizon = int(orders.days.max()) - split + 1
    expected = model.expected_orders(known.repeats, known.recency, known.age, horizon).sum()
    actual = (orders.days >= split).sum()
    assert expected == pytest.approx(actual, rel=0.15)


def test_automatic_limit_is_the_one_with_the_best_expected_f1() -> None:
    silent = np.array([0.9, 0.8, 0.3, 0.1])
    # of the first two 1.7 are right: 2 * 1.7 / (2 + 2.1), more than with one or with three
    assert best_limit(silent) == 0.8


def test_silence_ends_on_the_first_day_that_reaches_the_limit() -> None:
    model = MbgNbd(0.6, 60.0, 0.9, 2.0)
    repeats, recency = np.array([0, 1, 9]), np.array([0, 30, 300])
    days = silence_days(model, repeats, recency, 90, 0.7)
    on_day = model.p_no_order(repeats, recency, recency + days, 90)
    day_before = model.p_no_order(repeats, recency, recency + days - 1, 90)
    assert (on_day >= 0.7).all()
    assert ((day_before < 0.7) | (days == 1)).all()


def test_median_gaps() -> None:
    days = [("a", 0), ("b", 0), ("b", 10), ("b", 11), ("b", 60), ("c", 5), ("c", 25)]
    table = pa.table(
        {
            "customer_id": [customer for customer, _ in days],
            "order_date": [START + timedelta(days=day) for _, day in days],
            "net_value": [1.0] * len(days),
        }
    )
    orders = OrderDays.from_table(table)
    gaps = orders.median_gaps(int(orders.days.max()) + 1)
    assert np.array_equal(gaps, [np.nan, 10, 20], equal_nan=True)


def test_backtest_counts_who_came_back() -> None:
    days = [("back", 0), ("back", 150), ("gone", 0), ("fresh", 80), ("late", 120)]
    table = pa.table(
        {
            "customer_id": [customer for customer, _ in days],
            "order_date": [START + timedelta(days=day) for _, day in days],
            "net_value": [1.0] * len(days),
        }
    )
    orders = OrderDays.from_table(table)
    first = orders.first_day
    model = MbgNbd(1.0, 50.0, 1.0, 2.0)
    results = backtests(orders, first + 100, first + 199, Rules(90, 0.5), model, model)
    fixed = next(result for result in results if result.method == "fixed_days")
    assert fixed == Backtest("fixed_days", customers=3, called=2, gone=2, both=1)
    assert (fixed.precision, fixed.recall, fixed.f1) == (0.5, 0.5, 0.5)


def test_a_company_without_a_first_half_has_no_backtest() -> None:
    one_day = simulated_orders(AS_OF).slice(0, 1)
    day = one_day["order_date"][0].as_py()
    as_of = companies(datetime.combine(day, datetime.min.time()))
    found = abandon_backtests(one_day, settings("auto"), as_of)
    assert len(found) <= 4
    assert abandon_backtests(one_day.slice(0, 0), settings("auto"), as_of).num_rows == 0


@pytest.mark.skipif(not CDNOW.exists(), reason=f"{CDNOW} is absent: set CUSTOMER360_SHARED")
def test_published_fits_of_cdnow() -> None:
    # A connection of its own: the shared one may hold another test's unfinished result.
    table = (
        duckdb.connect()
        .sql(
            f"""
        select customer_id, cast(order_date as date) as order_date,
            sum(cast(order_value as double)) as net_value
        from read_csv('{CDNOW}', all_varchar = true) group by all
        """
        )
        .to_arrow_table()
    )
    known = OrderDays.from_table(table).before((date(1997, 10, 1) - date(1970, 1, 1)).days)
    histories = histories_of_days(known.repeats, known.recency, known.age, 7)
    bg = bg_nbd.fit_bg_nbd(histories)
    assert bg == pytest.approx([0.243, 4.414, 0.793, 2.426], abs=0.0006)
    assert bg_nbd.log_likelihood(bg, histories)[0] == pytest.approx(-9582.43, abs=0.01)
    pareto = pareto_nbd.fit_pareto_nbd(histories)
    assert pareto == pytest.approx([0.553, 10.578, 0.606, 11.669], abs=0.001)
    assert pareto_nbd.log_likelihood(pareto, histories) == pytest.approx(-9594.98, abs=0.01)
    mbg = fit_mbg_nbd(histories)
    assert mbg_nbd.log_likelihood(mbg, histories) == pytest.approx(-9582.14, abs=0.01)
