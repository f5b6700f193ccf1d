"""Orders and their lines: few people buy often, many buy once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from customer360.generator.activity.baskets import Baskets, draw_baskets
from customer360.generator.activity.order_identity import identify, payment_tokens
from customer360.generator.block import Block
from customer360.generator.calendar import (
    DAY,
    ONLINE_HOURS,
    WINDOW_END,
    WINDOW_START,
    at_hours,
)
from customer360.generator.catalogue.products import Products
from customer360.generator.columns import (
    Frame,
    constant,
    money,
    scatter,
    take_text,
    timestamps,
    where,
)
from customer360.generator.customers.records import Records
from customer360.generator.sampling import Sampler, falling_weights

#: (orders from, to, share of accounts): most have none or one, a few have very many.
_ORDER_COUNTS = ((0, 0, 17), (1, 1, 45), (2, 2, 16), (3, 5, 13), (6, 12, 7), (13, 34, 2))
STATUSES = ("fulfilled", "paid", "placed", "cancelled")


@dataclass(frozen=True)
class OrderHabits:
    system: str
    key_prefix: str
    channel: str
    currency: str
    utc: bool
    hours: tuple[int, ...] = ONLINE_HOURS
    #: Shares of orders that name the customer by: record key, card, phone, e-mail, nothing.
    known_by: tuple[float, ...] = (1, 0, 0, 0, 0)
    #: Stores by country of the customer; those of the first also serve who is unknown.
    stores: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    coupons: tuple[str, ...] = ("WELCOME10",)
    shipping: int = 0  # hundredths; free from ten times as much on
    #: Part of the price that is tax, in percent.
    tax_percent: int = 20
    status_weights: tuple[float, ...] = (86, 5, 3, 6)
    #: Country -> (currency, company currency per unit) where people pay in another one.
    foreign: Mapping[int, tuple[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Orders:
    """Orders of one system in one block, oldest first."""

    habits: OrderHabits
    key: pa.Array
    record: np.ndarray  # position in the system's records, -1 where nobody knows
    person: np.ndarray  # position in People, -1 where nobody knows
    ordered_at: np.ndarray
    baskets: Baskets
    value: np.ndarray  # hundredths of the order's currency, after discount
    rate: np.ndarray  # the company's currency per unit of the order's
    status: np.ndarray  # position in STATUSES
    frame: Frame

    def __len__(self) -> int:
        return len(self.ordered_at)

    @property
    def kept(self) -> np.ndarray:
        return self.status != STATUSES.index("cancelled")


def draw_orders(
    block: Block, habits: OrderHabits, products: Products, nobody_share: float = 0.0
) -> Orders:
    """Orders of the system's accounts, and `nobody_share` as many again of nobody known.

    Also hands the order lines to the block; the orders themselves when `emit_orders` is called,
    since carts and campaigns still add to them.
    """
    sampler = block.sampler("orders", habits.system)
    records = block.records[habits.system]
    counts = _order_counts(sampler, block, records)
    record = np.repeat(np.arange(len(records)), counts)
    nobody = int(len(record) * nobody_share)
    record = np.concatenate([record, np.full(nobody, -1)])
    size = len(record)
    # The entry behind the last record, at -1, stands for nobody known.
    since = np.append(records.created_at, WINDOW_START)[record]
    ordered_at = _order_times(sampler, np.maximum(since, WINDOW_START), record, habits.hours)
    order = np.argsort(ordered_at, kind="stable")
    record, ordered_at = record[order], ordered_at[order]
    person = np.append(records.person, -1)[record]

    key = block.keys(f"orders {habits.system}", habits.key_prefix, size)
    currency, rate = _currency(block, habits, person)
    has_coupon = sampler.chance(size, 0.12)
    baskets = draw_baskets(sampler, products, has_coupon, rate)
    value = baskets.total(baskets.line_value)
    block.emit("order_lines", habits.system, baskets.frame(key, products))
    status = sampler.pick(size, habits.status_weights)
    # What was ordered in the last days is still on its way.
    recent = (WINDOW_END - ordered_at < 4 * DAY) & (status == 0) & (habits.channel == "online")
    status[recent] = 1
    frame: Frame = {"order_id": key}
    frame |= identify(sampler, block, habits.known_by, habits.channel, records, record, person)
    shipping = np.where(value < habits.shipping * 10 // rate, habits.shipping // rate, 0)
    frame |= {
        "ordered_at": timestamps(ordered_at, habits.utc),
        "status": take_text(STATUSES, status),
        "order_value": money(value, 2),
        "currency": currency,
        "order_channel": constant(habits.channel, size),
        "discount": money(baskets.total(baskets.discount), 2),
        "tax": money(value * habits.tax_percent // (100 + habits.tax_percent), 2),
        "shipping": money(shipping, 2),
        "payment_token_hash": payment_tokens(sampler, block, person),
        "coupon_code": where(
            has_coupon, take_text(habits.coupons, sampler.below(size, len(habits.coupons)))
        ),
    }
    if habits.stores:
        frame["store_id"] = _stores(sampler, block, habits, person)
        frame["receipt_no"] = block.keys(f"receipts {habits.system}", "R", size, 8)
    return Orders(habits, key, record, person, ordered_at, baskets, value, rate, status, frame)


def emit_orders(block: Block, orders: Orders) -> None:
    block.emit("orders", orders.habits.system, orders.frame)


def _order_counts(sampler: Sampler, block: Block, records: Records) -> np.ndarray:
    """Orders per record. The zeal of a person moves the draw, so that their systems agree."""
    size = len(records)
    draw = 0.55 * sampler.uniform(size) + 0.45 * block.people.zeal[records.person]
    # The sum of two uniforms leans to the middle; its distribution function makes it even again.
    a, b = 0.45, 0.55
    even = np.where(
        draw < a,
        draw * draw / (2 * a * b),
        np.where(draw < b, (draw - a / 2) / b, 1 - (1 - draw) * (1 - draw) / (2 * a * b)),
    )
    edges = np.cumsum([share for *_, share in _ORDER_COUNTS]) / 100
    kind = np.searchsorted(edges[:-1], even, side="right")
    low = np.array([low for low, *_ in _ORDER_COUNTS])[kind]
    high = np.array([high for _, high, _ in _ORDER_COUNTS])[kind]
    return low + sampler.early(size, high - low + 1, power=2)


def _order_times(
    sampler: Sampler, since: np.ndarray, record: np.ndarray, hours: tuple[int, ...]
) -> np.ndarray:
    """Some customers are lost: all their orders lie in the first part of their time."""
    lifetimes = sampler.uniform(int(record.max(initial=0)) + 2)
    lasting = np.where(lifetimes < 0.45, 1.0, lifetimes)[record]
    span = np.maximum(((WINDOW_END - since) * lasting).astype(np.int64) // DAY, 1)
    days = since // DAY + sampler.below(len(since), span)
    return np.maximum(at_hours(sampler, days, hours), since)


def _stores(sampler: Sampler, block: Block, habits: OrderHabits, person: np.ndarray) -> pa.Array:
    country = np.where(person >= 0, block.people.country[person], -1)
    pieces, elsewhere = [], np.ones(len(person), dtype=bool)
    for number, (code, stores) in reversed(list(enumerate(habits.stores.items()))):
        rows = np.flatnonzero(country == code if number else elsewhere)
        elsewhere[rows] = False
        store = sampler.pick(len(rows), falling_weights(len(stores)))
        pieces.append((rows, take_text(stores, store)))
    return scatter(len(person), pieces)


def _currency(block: Block, habits: OrderHabits, person: np.ndarray) -> tuple[pa.Array, np.ndarray]:
    """Currency of each order, and how much of the company's currency one unit of it is."""
    size = len(person)
    names, rates = constant(habits.currency, size), np.ones(size, dtype=np.int64)
    country = np.where(person >= 0, block.people.country[person], -1)
    for code, (currency, rate) in habits.foreign.items():
        abroad = country == code
        names = where(abroad, constant(currency, size), names)
        rates[abroad] = rate
    return names, rates
