"""What each person of one company is likely to order in the coming year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from customer360.lifecycle.order_days import Customers, OrderDays
from customer360.lifecycle.prospects import DAYS_PER_MONTH, observe_first_orders
from customer360.lifecycle.purchase_models import PurchaseModels

Numbers = NDArray[np.float64]

HORIZON_DAYS = 365


@dataclass(frozen=True)
class Predictions:
    """One row for each person, customers and prospects; NaN where nothing can be said.

    Attributes:
        p_alive: the probability that a customer has not left; NaN for who never bought.
        expected_orders: buying days of the coming year, on average.
        expected_order_value: what is paid on one of them, on average.
    """

    p_alive: Numbers
    expected_orders: Numbers
    expected_order_value: Numbers


def predict(
    customer_ids: pa.Array,
    first_seen_days: NDArray[np.int64],
    order_days: OrderDays,
    models: PurchaseModels,
    today: int,
) -> Predictions:
    """Predictions for everybody in ``customer_ids``.

    Args:
        customer_ids: everybody known, those who bought among them.
        first_seen_days: the day of each one's first sign.
        order_days: the company's orders.
        models: fitted on these orders.
        today: the day after which the coming year begins.
    """
    customers = order_days.before(today + 1)
    found = pc.index_in(customer_ids, order_days.customer_ids.take(pa.array(customers.codes)))
    row = pc.fill_null(found, -1).to_numpy(zero_copy_only=False)
    is_customer = row >= 0
    alive, orders, values = _of_customers(customers, models)
    first_days = today - customers.age

    result = Predictions(*(np.full(len(row), np.nan) for _ in range(3)))
    result.p_alive[is_customer] = alive[row[is_customer]]
    result.expected_orders[is_customer] = orders[row[is_customer]]
    result.expected_order_value[is_customer] = values[row[is_customer]]

    # Somebody whose first sign is an order was never a prospect.
    ends = np.where(is_customer, first_days[row], today)
    waited = ends - first_seen_days
    was_prospect = ~is_customer | (waited > 0)
    shares = observe_first_orders(np.maximum(waited[was_prospect], 0), is_customer[was_prospect])
    ages = np.maximum(waited[~is_customer], 0) / DAYS_PER_MONTH
    chances = shares.chances(ages.astype(np.int64))
    result.expected_orders[~is_customer] = chances @ _orders_of_new_customers(models, 12)
    result.expected_order_value[~is_customer] = _value_of_new_customers(customers, models)
    return result


def _of_customers(customers: Customers, models: PurchaseModels) -> tuple[Numbers, Numbers, Numbers]:
    repeats, recency, age = customers.repeats, customers.recency, customers.age
    alive = models.purchases.p_alive(repeats, recency, age)
    orders = models.purchases.expected_orders(repeats, recency, age, HORIZON_DAYS)
    values = np.full(len(alive), np.nan)
    if models.values is not None:
        counts = customers.order_days.astype(np.float64)
        values = models.values.expected_value(counts, customers.paid / counts)
    return alive, orders, values


def _orders_of_new_customers(models: PurchaseModels, months: int) -> Numbers:
    """The first order in each month of the year and those that follow it until the year's end."""
    left = (months - np.arange(months) - 0.5) * DAYS_PER_MONTH
    nothing = np.zeros(1)
    return 1 + np.array(
        [models.purchases.expected_orders(nothing, nothing, nothing, rest)[0] for rest in left]
    )


def _value_of_new_customers(customers: Customers, models: PurchaseModels) -> float:
    if models.values is None:
        return float("nan")
    # The mean of the model does not exist up to q = 1; that of the orders always does.
    return float(customers.paid.sum() / customers.order_days.sum())
