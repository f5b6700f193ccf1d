"""What the models of purchases say of an order log, and how right they are on its second half.

    python benchmarks/lifecycle.py ORDERS_FILE [--parts 10]
    python benchmarks/lifecycle.py --customers 1000000

ORDERS_FILE is CSV or parquet with customer_id, order_date and order_value, or a landed table of
orders, whose cancelled ones are left out. BG/NBD, Pareto/NBD, MBG/NBD and Gamma-Gamma are fitted
without a prior on its first half, in weeks; printed are their parameters and log likelihoods, the
errors of the orders they predict for the second half, and F1 of "gone" by abandon method. With
--parts its customers are dealt at random into so many parts, and the errors in each of them tell
how much of the whole log's is luck. With --customers fit and scores of simulated customers are
timed.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from customer360.lifecycle import bg_nbd, gamma_gamma, mbg_nbd, pareto_nbd
from customer360.lifecycle.backtest import Rules, backtests
from customer360.lifecycle.gamma_gamma import fit_gamma_gamma
from customer360.lifecycle.histories import Histories, histories_of_days
from customer360.lifecycle.mbg_nbd import MbgNbd, fit_mbg_nbd
from customer360.lifecycle.order_days import Customers, OrderDays, date_of
from customer360.lifecycle.purchase_models import fit_gaps

WEEK = 7.0
#: The columns that are read, each with its name in a landed table.
COLUMNS = {
    "customer_id": "source_customer_id",
    "order_date": "ordered_at",
    "order_value": "order_value",
}
#: The days of the published comparison of abandon rules.
RULES = Rules(abandon_days=90, abandon_p_alive=0.5)


def read_orders(file: Path) -> OrderDays:
    """Orders of one day are one; rows without a customer or a day are left out."""
    is_parquet = file.suffix.lower() in (".parquet", ".pq")
    reader = "read_parquet(?)" if is_parquet else "read_csv(?, all_varchar = true)"
    with duckdb.connect() as connection:
        # an instant with a zone has the same day on every machine
        connection.execute("set TimeZone = 'UTC'")
        try:
            relation = connection.sql(f"from {reader}", params=[str(file)])
            found = [name.lower() for name in relation.columns]
            customer, day, value = columns_of(file, found)
            kept = "status is distinct from 'cancelled'" if "status" in found else "true"
            query = f"""
                select
                    cast({customer} as varchar) as customer_id,
                    cast({day} as date) as order_date,
                    sum(cast({value} as double)) as net_value
                from {reader}
                where {customer} is not null and isfinite(cast({day} as date)) and {kept}
                group by all
                """
            table = connection.sql(query, params=[str(file)]).to_arrow_table()
        except duckdb.Error as error:
            raise SystemExit(f"{file}: {str(error).splitlines()[0]}") from None
    if len(table) == 0:
        raise SystemExit(f"{file} holds no orders")
    return OrderDays.from_table(table)


def columns_of(file: Path, found: list[str]) -> list[str]:
    """The names in the file of COLUMNS, in their order."""
    missing = [name for name, landed in COLUMNS.items() if not {name, landed} & set(found)]
    if missing:
        raise SystemExit(f"{file} has no {', '.join(missing)}, only {', '.join(found)}")
    return [name if name in found else landed for name, landed in COLUMNS.items()]


def split_of(orders: OrderDays) -> tuple[int, int]:
    """First day of the second half, and the last day: 39 and 39 weeks for CDNOW."""
    first, last = orders.first_day, int(orders.days.max())
    return first + (last - first + 1) // 2, last


class Halves:
    """What was known of each customer before a day, and the orders from then on to the last day.

    Attributes:
        known: customers with an order before the day.
        actual: orders of each of them from the day on, the last day included.
        weeks: length of that time.
    """

    def __init__(self, orders: OrderDays, start: int, last: int) -> None:
        self.known = orders.before(start)
        inside = (orders.days >= start) & (orders.days <= last)
        counts = np.bincount(orders.codes[inside], minlength=len(orders.customer_ids))
        self.actual = counts[self.known.codes]
        self.weeks = (last + 1 - start) / WEEK

    @property
    def has_repeat_buyers(self) -> bool:
        return bool((self.known.repeats > 0).any())

    @property
    def histories(self) -> Histories:
        """Different histories with their numbers of customers, for fits."""
        known = self.known
        return histories_of_days(known.repeats, known.recency, known.age, WEEK)

    def by_pareto(self, parameters: np.ndarray) -> np.ndarray:
        """Expected orders of each customer."""
        known, ones = self.known, np.ones(len(self.known.codes))
        each = Histories(known.repeats, known.recency / WEEK, known.age / WEEK, ones)
        return pareto_nbd.expected_orders(parameters, each, self.weeks)

    def by_mbg(self, model: MbgNbd) -> np.ndarray:
        """Expected orders of each customer."""
        known = self.known
        history = known.repeats, known.recency / WEEK, known.age / WEEK
        return model.expected_orders(*history, self.weeks)


def auc(scores: np.ndarray, is_positive: np.ndarray) -> float:
    """The chance that who buys again has a higher score than who does not; ties are half.

    NaN where everybody bought again, or nobody.
    """
    buyers = is_positive.sum()
    others = len(scores) - buyers
    if buyers == 0 or others == 0:
        return float("nan")
    ranked = np.sort(scores)
    ranks = (np.searchsorted(ranked, scores) + np.searchsorted(ranked, scores, "right") + 1) / 2
    return float((ranks[is_positive].sum() - buyers * (buyers + 1) / 2) / (buyers * others))


def errors_of(predicted: np.ndarray, actual: np.ndarray) -> tuple[float, float, float]:
    """MAE and RMSE in orders, bias in percent of the actual ones."""
    errors = predicted - actual
    bias = 100 * errors.sum() / actual.sum() if actual.any() else float("nan")
    return float(np.abs(errors).mean()), float(np.sqrt((errors**2).mean())), float(bias)


def print_errors(name: str, predicted: np.ndarray, actual: np.ndarray) -> None:
    mae, rmse, bias = errors_of(predicted, actual)
    print(
        f"  {name:28} MAE {mae:.4f}  RMSE {rmse:.4f}"
        f"  bias {bias:+6.1f} %  AUC {auc(predicted, actual > 0):.4f}"
    )


def repeat_values(orders: OrderDays, split: int) -> tuple[np.ndarray, np.ndarray]:
    """Number and mean value of each customer's orders after the first, as in published fits."""
    known = orders.days < split
    codes, values = orders.codes[known], orders.values[known]
    again = np.r_[False, codes[1:] == codes[:-1]]
    counts = np.bincount(codes[again], minlength=len(orders.customer_ids))
    totals = np.bincount(codes[again], values[again], minlength=len(orders.customer_ids))
    some = (counts > 0) & (totals > 0)
    return counts[some].astype(float), totals[some] / counts[some]


def fitted_values(
    counts: np.ndarray, means: np.ndarray
) -> list[tuple[str, str, tuple[float, ...], float]]:
    """Gamma-Gamma as a row of the report; none where no repeat order is worth anything."""
    if len(counts) == 0:
        return []
    values = fit_gamma_gamma(counts, means)
    likelihood = gamma_gamma.log_likelihood(values, counts, means)
    parameters = (values.p, values.q, values.gamma)
    return [(f"Gamma-Gamma on {len(counts):,}", "p q gamma", parameters, likelihood)]


def correction(orders: OrderDays, split: int) -> float:
    """Orders of the first half's second half, as a multiple of what its first half predicts.

    1 where the first quarter has no customers to learn from, or predicts not even one order.
    """
    middle = orders.first_day + (split - orders.first_day) // 2
    quarters = Halves(orders, middle, split - 1)
    if len(quarters.known.codes) == 0:
        return 1.0
    predicted = quarters.by_mbg(fit_mbg_nbd(quarters.histories)).sum()
    if predicted < 1:
        return 1.0
    return float(quarters.actual.sum() / predicted)


def report(file: Path) -> None:
    orders = read_orders(file)
    split, last = split_of(orders)
    halves = Halves(orders, split, last)
    if not halves.has_repeat_buyers:
        raise SystemExit(f"{file}: nobody bought twice in the first half")
    histories, actual = halves.histories, halves.actual
    print(
        f"{file.name}: {len(orders.days):,} days with orders of"
        f" {len(orders.customer_ids):,} customers,"
        f" {date_of(orders.first_day)} to {date_of(last)}; second half from {date_of(split)}"
    )

    bg = bg_nbd.fit_bg_nbd(histories)
    pareto = pareto_nbd.fit_pareto_nbd(histories)
    mbg = fit_mbg_nbd(histories)
    print("parameters, in weeks, and log likelihoods")
    for name, names, parameters, likelihood in (
        ("BG/NBD", "r alpha a b", bg, bg_nbd.log_likelihood(bg, histories)[0]),
        ("Pareto/NBD", "r alpha s beta", pareto, pareto_nbd.log_likelihood(pareto, histories)),
        ("MBG/NBD", "r alpha a b", mbg.array, mbg_nbd.log_likelihood(mbg, histories)),
        *fitted_values(*repeat_values(orders, split)),
    ):
        figures = "  ".join(f"{n} {v:.4f}" for n, v in zip(names.split(), parameters, strict=True))
        print(f"  {name:20} {figures}  log likelihood {likelihood:.2f}")

    expected = halves.by_mbg(mbg)
    print(
        f"orders of the second half ({halves.weeks:.1f} weeks),"
        f" {actual.sum():,} by {len(actual):,} customers"
    )
    print_errors("Pareto/NBD", halves.by_pareto(pareto), actual)
    print_errors("MBG/NBD", expected, actual)
    print_errors("MBG/NBD, corrected", expected * correction(orders, split), actual)
    known, gaps = halves.known, fit_gaps(orders, split)
    if gaps:
        history = known.repeats, known.recency, known.age
        in_rhythm = gaps.expected_orders(*history, last + 1 - split)
        print_errors(f"in a rhythm of k = {gaps.k:.1f}", in_rhythm, actual)
    print_errors("same count as before", known.repeats.astype(float), actual)

    print(f"gone: no order in the second half; fixed days are {RULES.abandon_days}")
    days = mbg.in_unit(WEEK)
    for result in backtests(orders, split, last, RULES, days, gaps or days):
        precision, recall = result.precision or 0.0, result.recall or 0.0
        print(
            f"  {result.method:16} F1 {result.f1 or 0:.4f}"
            f"  precision {precision:.4f}  recall {recall:.4f}"
        )


def dealt(orders: OrderDays, parts: int) -> Iterator[OrderDays]:
    """The customers of the log at random in parts of one size, the same ones each time."""
    part_of = np.random.default_rng(360).permutation(len(orders.customer_ids)) % parts
    for part in range(parts):
        inside = part_of[orders.codes] == part
        customers, codes = np.unique(orders.codes[inside], return_inverse=True)
        ids = orders.customer_ids.take(pa.array(customers))
        yield OrderDays(ids, codes, orders.days[inside], orders.values[inside])


def report_parts(file: Path, parts: int) -> None:
    orders = read_orders(file)
    split, last = split_of(orders)
    found: dict[str, list[tuple[float, float, float]]] = {"Pareto/NBD": [], "MBG/NBD": []}
    for part in dealt(orders, parts):
        halves = Halves(part, split, last)
        if not halves.has_repeat_buyers:
            raise SystemExit(
                f"{file}: in one of {parts} parts nobody bought twice in the first half"
            )
        by_pareto = halves.by_pareto(pareto_nbd.fit_pareto_nbd(halves.histories))
        by_mbg = halves.by_mbg(fit_mbg_nbd(halves.histories))
        found["Pareto/NBD"].append(errors_of(by_pareto, halves.actual))
        found["MBG/NBD"].append(errors_of(by_mbg, halves.actual))
    print(
        f"{file.name}: {parts} parts of its {len(orders.customer_ids):,} customers, each by itself"
    )
    for name, errors in found.items():
        measures = zip(("MAE", "RMSE", "bias"), np.transpose(errors), (4, 4, 1), strict=True)
        figures = (
            f"{measure} {values.mean():.{digits}f}"
            f" ({values.min():.{digits}f} to {values.max():.{digits}f})"
            for measure, values, digits in measures
        )
        print(f"  {name:12} " + "  ".join(figures))


def simulated(customers: int) -> Customers:
    """Customers of a known MBG/NBD, seen for up to 1,000 days."""
    random = np.random.default_rng(360)
    truth = MbgNbd(0.6, 60.0, 0.9, 2.0)
    age = random.integers(1, 1000, customers)
    rate = random.gamma(truth.r, 1 / truth.alpha, customers)
    leaves = random.beta(truth.a, truth.b, customers)
    orders, last, now = np.ones(customers, np.int64), np.zeros(customers), np.zeros(customers)
    present = random.random(customers) >= leaves
    while present.any():
        now = np.where(present, now + random.exponential(size=customers) / rate, now)
        bought = present & (now < age)
        orders += bought
        last = np.where(bought, now, last)
        present = bought & (random.random(customers) >= leaves)
    values = orders * random.gamma(6.0, random.gamma(4.0, 2.0, customers) ** -1 * 40)
    return Customers(np.arange(customers), orders, last.astype(np.int64), age, values)


def time_many(customers: int) -> None:
    known = simulated(customers)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    started, cpu = time.perf_counter(), time.process_time()
    histories = histories_of_days(known.repeats, known.recency, known.age)
    model = fit_mbg_nbd(histories)
    counts = known.order_days.astype(float)
    means = known.value / counts
    values = fit_gamma_gamma(counts, means)
    fitted = time.process_time() - cpu
    model.p_alive(known.repeats, known.recency, known.age)
    model.expected_orders(known.repeats, known.recency, known.age, 365.0)
    values.expected_value(counts, means)
    total = time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{customers:,} customers, {len(histories.repeats):,} different histories")
    print(f"  {model}\n  {values}")
    print(
        f"  fit {fitted:.2f} s, fit and scores {total:.2f} s of CPU,"
        f" {time.perf_counter() - started:.2f} s wall"
    )
    print(f"  peak memory {peak:.0f} MiB, of which {before:.0f} before the fit")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("orders_file", type=Path, nargs="?")
    parser.add_argument("--parts", type=int)
    parser.add_argument("--customers", type=int)
    arguments = parser.parse_args()
    if arguments.customers:
        time_many(arguments.customers)
    elif arguments.orders_file and arguments.parts is not None:
        if arguments.parts < 2:
            parser.error("--parts takes 2 or more")
        report_parts(arguments.orders_file, arguments.parts)
    elif arguments.orders_file:
        report(arguments.orders_file)
    else:
        parser.print_usage()
        sys.exit(2)


if __name__ == "__main__":
    main()
