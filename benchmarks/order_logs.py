"""Order logs of invented shops, each of whose customers have a habit of their own.

    python benchmarks/order_logs.py FOLDER

writes a parquet file for every shop of SHOPS and every seed: customer_id, order_date and
order_value, as ``benchmarks/lifecycle.py`` reads them. Nothing in the package knows these habits:
they are there to see how its models and abandon methods do where they are wrong.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

FIRST_DAY = date(2023, 1, 1)
DAYS = 730
SEEDS = (1, 2)

Random = np.random.Generator
#: Draws the days until the next order, from the day of the last one.
Gaps = Callable[[float], float]


@dataclass(frozen=True)
class Shop:
    """How the customers of a shop behave.

    Attributes:
        gaps: draws a customer's own way of ordering.
        leaves: draws a customer's own chance to leave after an order.
        joins: draws the day of a customer's first order.
    """

    gaps: Callable[[Random], Gaps]
    leaves: Callable[[Random], float]
    joins: Callable[[Random], float] = lambda random: random.uniform(0, DAYS)
    customers: int = 1500


def at_random(shape: float, mean_gap: float) -> Callable[[Random], Gaps]:
    """Any day is as good as another; customers differ in how often they order."""

    def customer(random: Random) -> Gaps:
        rate = random.gamma(shape, 1 / (shape * mean_gap))
        return lambda day: random.exponential(1 / max(rate, 1e-9))

    return customer


def every(*periods: float) -> Callable[[Random], Gaps]:
    """A subscription of one of the periods, now and then a day early or late."""

    def customer(random: Random) -> Gaps:
        period = random.choice(periods)
        return lambda day: period + random.normal(0, 0.05 * period)

    return customer


def refilling(k: float, mean_gap: float) -> Callable[[Random], Gaps]:
    """What was bought is used up before it is bought again."""

    def customer(random: Random) -> Gaps:
        mean = random.gamma(4, mean_gap / 4)
        return lambda day: random.gamma(k, mean / k)

    return customer


def in_bursts(awake_gap: float, sleep: float, chance_to_sleep: float) -> Callable[[Random], Gaps]:
    """Weeks of many orders, then none for long."""

    def customer(random: Random) -> Gaps:
        def gap(day: float) -> float:
            return random.exponential(sleep if random.random() < chance_to_sleep else awake_gap)

        return gap

    return customer


def at_christmas(strength: float, mean_gap: float) -> Callable[[Random], Gaps]:
    """Random orders, so many times as often from mid November until Christmas."""

    def customer(random: Random) -> Gaps:
        rate = random.gamma(0.8, 1 / (0.8 * mean_gap))

        def gap(day: float) -> float:
            at = day
            while at < day + 10 * DAYS:
                at += random.exponential(1 / max(rate * strength, 1e-9))
                is_season = 318 <= at % 365 <= 358
                if is_season or random.random() < 1 / strength:
                    return at - day
            return at - day

        return gap

    return customer


def either(
    share: float, some: Callable[[Random], Gaps], others: Callable[[Random], Gaps]
) -> Callable[[Random], Gaps]:
    """A share of the customers with one habit, the others with another."""

    def customer(random: Random) -> Gaps:
        return (some if random.random() < share else others)(random)

    return customer


def always(chance: float) -> Callable[[Random], float]:
    return lambda random: chance


def differs(a: float, b: float) -> Callable[[Random], float]:
    return lambda random: random.beta(a, b)


SHOPS = {
    "paid_each_7_days": Shop(every(7), always(0.02)),
    "paid_each_30_days": Shop(every(30), always(0.05)),
    "paid_each_90_days": Shop(every(90), always(0.10)),
    "paid_each_180_days": Shop(every(180), always(0.15)),
    "plans_of_14_to_120_days": Shop(every(14, 30, 60, 120), always(0.06)),
    "refills_each_45_days": Shop(refilling(4, 45), differs(0.8, 6)),
    "a_third_weekly": Shop(either(1 / 3, every(7), at_random(0.8, 60)), differs(0.8, 6)),
    "a_fifth_monthly": Shop(either(1 / 5, every(30), at_random(0.8, 60)), differs(0.8, 6)),
    "half_monthly_half_rare": Shop(either(1 / 2, every(30), at_random(1, 200)), always(0.08)),
    "random": Shop(at_random(0.8, 60), differs(0.8, 3)),
    "random_nobody_leaves": Shop(at_random(0.8, 60), always(0.0)),
    "random_most_leave": Shop(at_random(0.8, 40), differs(1.5, 1.5)),
    "random_and_slow": Shop(at_random(1, 250), differs(0.8, 4)),
    "random_and_alike": Shop(at_random(8, 30), always(0.1)),
    "random_one_cohort": Shop(at_random(0.8, 60), differs(0.8, 3), lambda r: r.uniform(0, 30)),
    "random_and_growing": Shop(
        at_random(0.8, 60), differs(0.8, 3), lambda r: DAYS * r.random() ** 0.3
    ),
    "random_200_customers": Shop(at_random(0.8, 60), differs(0.8, 3), customers=200),
    "in_bursts": Shop(in_bursts(5, 150, 0.3), always(0.05)),
    "at_christmas": Shop(at_christmas(3, 90), differs(0.8, 4)),
    "at_christmas_strongly": Shop(at_christmas(10, 200), differs(0.8, 4)),
}


def orders_of(shop: Shop, seed: int) -> pa.Table:
    """At most one order a day of each customer, none after the last day."""
    random = np.random.default_rng(seed)
    customers, days = [], []
    for customer in range(shop.customers):
        day, gap, leaves = shop.joins(random), shop.gaps(random), shop.leaves(random)
        while day < DAYS:
            customers.append(customer)
            days.append(int(day))
            if random.random() < leaves:
                break
            day += max(gap(day), 1)
    values = random.gamma(4, 10, len(days)).round(2)
    return pa.table(
        {
            "customer_id": pa.array([f"c{customer}" for customer in customers]),
            "order_date": pa.array([FIRST_DAY + timedelta(days=day) for day in days]),
            "order_value": pa.array(values),
        }
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for name, shop in SHOPS.items():
        for seed in SEEDS:
            pq.write_table(orders_of(shop, seed), folder / f"{name}.{seed}.parquet")


if __name__ == "__main__":
    main()
