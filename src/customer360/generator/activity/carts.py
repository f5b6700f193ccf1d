"""Carts of the web shop: those that became orders, and those that were left."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from customer360.generator.activity.baskets import Baskets, draw_baskets
from customer360.generator.activity.orders import Orders
from customer360.generator.activity.visits import draw_devices
from customer360.generator.block import Block
from customer360.generator.calendar import WINDOW_END, WINDOW_START, moment_between
from customer360.generator.catalogue.products import Products
from customer360.generator.columns import (
    Frame,
    constant,
    money,
    take_text,
    timestamps,
    where,
)
from customer360.generator.customers.identifiers import cookies
from customer360.generator.sampling import Sampler

_EVENTS = ("product_viewed", "added", "removed", "cart_viewed", "checkout_started", "payment_info")
VIEWED, ADDED, REMOVED, CART, CHECKOUT, PAYMENT = range(6)


def emit_carts(block: Block, orders: Orders, products: Products, device: np.ndarray) -> None:
    """The carts behind the orders, and as many that were left as the shop loses.

    Adds cart_id and anonymous_id (the browser, where it allows cookies) to the orders.
    """
    sampler = block.sampler("carts", orders.habits.system)
    records = block.records[orders.habits.system]
    known = np.flatnonzero(orders.record >= 0)
    place = np.full(len(orders), -1)
    place[known] = np.arange(len(known))

    count = sampler.chance(len(records), 0.34) * (1 + sampler.early(len(records), 4))
    left = np.repeat(np.arange(len(records)), count)
    low = np.maximum(records.created_at[left], WINDOW_START)
    left_at = moment_between(sampler, low, WINDOW_END - 7_200)
    left_at = np.minimum(left_at, WINDOW_END - 7_200)
    no_coupon = np.zeros(len(left), dtype=bool)
    left_baskets = draw_baskets(sampler, products, no_coupon, np.ones(len(left), dtype=np.int64))

    bought = place[orders.baskets.basket] >= 0
    record = np.concatenate([orders.record[known], left])
    closed_at = np.concatenate([orders.ordered_at[known], left_at])
    size = len(record)
    browser = np.concatenate([device[known], draw_devices(sampler, len(left))])
    cart = block.keys("carts", "cart-", size)
    cookie = cookies(block.company, block.people, records.person[record], browser)
    no_cookie = sampler.chance(size, 0.1)
    baskets = Baskets(
        np.concatenate([place[orders.baskets.basket[bought]], left_baskets.basket + len(known)]),
        *(
            np.concatenate([getattr(orders.baskets, name)[bought], getattr(left_baskets, name)])
            for name in ("line_no", "product", "quantity", "price", "discount")
        ),
        size,
    )
    is_order = np.arange(size) < len(known)
    _emit_events(block, sampler, orders, products, baskets, is_order, closed_at, record, cart,
                 where(~no_cookie, cookie))  # fmt: skip
    rows = pa.array(place, mask=place < 0)
    orders.frame["cart_id"] = cart.take(rows)
    orders.frame["anonymous_id"] = where(~no_cookie, cookie).take(rows)


def _emit_events(
    block: Block,
    sampler: Sampler,
    orders: Orders,
    products: Products,
    baskets: Baskets,
    is_order: np.ndarray,
    closed_at: np.ndarray,
    record: np.ndarray,
    cart: pa.Array,
    cookie: pa.Array,
) -> None:
    """Seconds before the cart was closed: views, additions, checkout, payment, in this order."""
    size = baskets.size
    lines = len(baskets.basket)
    pays = is_order & sampler.chance(size, 0.85)
    goes = is_order | sampler.chance(size, 0.4)
    looks = sampler.chance(size, 0.4)
    drops = ~is_order[baskets.basket] & sampler.chance(lines, 0.12)
    viewed = sampler.chance(lines, 0.5)
    every = np.arange(size)
    pace = 8 + sampler.below(size, 12)  # seconds, small for the hasty
    parts = []  # (event, cart, line or -1, steps before the end)
    steps_back = 40 - 4 * np.minimum(baskets.line_no, 5)
    line = np.arange(lines)
    for event, mask, steps in (
        (VIEWED, viewed, steps_back + 2),
        (ADDED, np.ones(lines, dtype=bool), steps_back),
        (REMOVED, drops, steps_back - 2),
    ):
        parts.append((event, baskets.basket[mask], line[mask], steps[mask]))
    for event, mask, steps in ((CART, looks, 14), (CHECKOUT, goes, 9), (PAYMENT, pays, 4)):
        parts.append((event, every[mask], np.full(mask.sum(), -1), np.full(mask.sum(), steps)))
    event = np.concatenate([np.full(len(part[1]), part[0]) for part in parts])
    of_cart, of_line, steps = (
        np.concatenate([part[place] for part in parts]) for place in (1, 2, 3)
    )
    happened = closed_at[of_cart] - steps * pace[of_cart]
    order = np.lexsort((event, happened))
    event, of_cart, of_line = event[order], of_cart[order], of_line[order]
    happened = happened[order]
    total = baskets.total(baskets.line_value)
    has_line = of_line >= 0
    at_line = np.maximum(of_line, 0)
    records, currency = block.records[orders.habits.system], orders.habits.currency
    logged_in = goes[of_cart] & (event >= CHECKOUT)
    rows = pa.array(of_cart)
    frame: Frame = {
        "cart_event_id": block.keys("cart events", "CE", len(event), 8),
        "source_customer_id": where(logged_in, records.key.take(pa.array(record[of_cart]))),
        "anonymous_id": cookie.take(rows),
        "cart_id": cart.take(rows),
        "event_type": take_text(_EVENTS, event),
        "occurred_at": timestamps(happened, orders.habits.utc),
        "product_id": where(has_line, products.key.take(pa.array(baskets.product[at_line]))),
        "quantity": pa.array(baskets.quantity[at_line], mask=~has_line | (event == VIEWED)),
        "price": money(baskets.price[at_line], 2, mask=~has_line),
        "cart_value": money(total[of_cart], 2, mask=event < CART),
        "currency": constant(currency, len(event)),
    }
    block.emit("cart_events", orders.habits.system, frame)
