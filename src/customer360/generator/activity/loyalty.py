"""Loyalty cards: points for orders, rewards for points, tiers for those who come often."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from customer360.generator.activity.cards import first_cards
from customer360.generator.activity.orders import Orders
from customer360.generator.block import Block
from customer360.generator.calendar import DAY, WINDOW_END
from customer360.generator.columns import Frame, money, nulls, take_text, timestamps, where

_EVENTS = (
    "enrolled", "points_earned", "tier_changed", "reward_issued", "points_spent",
    "reward_redeemed", "reward_expired", "points_expired",
)  # fmt: skip
ENROLLED, EARNED, TIER, ISSUED, SPENT, REDEEMED, EXPIRED, LAPSED = range(8)
_REWARD_DAYS = 180
_LAPSE_DAYS = 365


@dataclass(frozen=True)
class LoyaltyHabits:
    system: str
    utc: bool
    #: Hundredths of the currency that earn one point.
    per_point: int
    #: Points that a reward takes, and what it costs the company in hundredths.
    reward_points: int
    reward_cost: int
    #: Points ever earned that lift into each tier; the first is everyone's.
    tiers: tuple[tuple[str, int], ...]


def emit_loyalty(block: Block, habits: LoyaltyHabits, orders: list[Orders]) -> None:
    """Events of the cards of the loyalty system: the balance of a card never falls below zero.

    A person's orders earn on their first card, whether the till noted the card or not.
    """
    sampler = block.sampler("loyalty", habits.system)
    records, card_of = first_cards(block)
    cards = np.flatnonzero(records.frame["loyalty_id"].is_valid().to_numpy(zero_copy_only=False))
    none = np.full(len(cards), -1)
    card, moment, points, key = _earned(block, habits, orders, card_of)
    size = len(card)
    earned = _running(card, points)
    before = earned - points
    # A reward for each full multiple of its price that an order reaches.
    rewards = earned // habits.reward_points - before // habits.reward_points
    row = np.repeat(np.arange(size), np.minimum(rewards, 3))
    issued_at = moment[row] + 60
    redeemed = sampler.chance(len(row), 0.62)
    used_at = issued_at + 3_600 + sampler.early(len(row), 120 * DAY, power=2)
    lapsed_at = issued_at + _REWARD_DAYS * DAY
    reward = block.keys("rewards", "RW", len(row))

    limits = np.array([limit for _, limit in habits.tiers])
    tier, tier_before = (
        np.searchsorted(limits, total, side="right") - 1 for total in (earned, before)
    )
    is_last = np.append(card[1:] != card[:-1], True) if size else np.zeros(0, dtype=bool)
    spent = _running(card, np.minimum(rewards, 3) * habits.reward_points)
    balance = earned - spent
    lapses = is_last & (moment + _LAPSE_DAYS * DAY < WINDOW_END) & (balance > 0)
    every = np.arange(size)
    # Columns of a part: kind, card, moment, points, tier, reward, order.
    parts = [
        (ENROLLED, cards, records.created_at[cards], none, np.zeros_like(cards), none, none),
        _part(EARNED, every >= 0, card, moment, points, order=every),
        _part(TIER, tier > tier_before, card, moment + 30, points * 0, tier=tier),
        _part(ISSUED, row >= 0, card[row], issued_at, row * 0, reward=np.arange(len(row))),
        _part(SPENT, row >= 0, card[row], issued_at, row * 0 + habits.reward_points),
        _part(REDEEMED, redeemed, card[row], used_at, row * 0, reward=np.arange(len(row))),
        _part(EXPIRED, ~redeemed, card[row], lapsed_at, row * 0, reward=np.arange(len(row))),
        _part(LAPSED, lapses, card, moment + _LAPSE_DAYS * DAY, balance),
    ]
    kind = np.concatenate([np.full(len(part[1]), part[0]) for part in parts])
    card, moment, points, tier, gift, order = (
        np.concatenate([part[place] for part in parts]) for place in range(1, 7)
    )
    sequence = np.lexsort((kind, card, moment))
    sequence = sequence[moment[sequence] < WINDOW_END]
    kind, card, moment, points, tier, gift, order = (
        column[sequence] for column in (kind, card, moment, points, tier, gift, order)
    )
    total = len(kind)
    has_points = np.isin(kind, (EARNED, SPENT, LAPSED))
    frame: Frame = {
        "loyalty_event_id": block.keys("loyalty events", "LE", total, 8),
        "loyalty_id": records.frame["loyalty_id"].take(pa.array(card)),
        "source_customer_id": where(
            kind == ENROLLED, records.key.take(pa.array(card)), nulls(total)
        ),
        "event_type": take_text(_EVENTS, kind),
        "occurred_at": timestamps(moment, habits.utc),
        "points": pa.array(points, mask=~has_points),
        "tier": where(tier >= 0, take_text([name for name, _ in habits.tiers], tier.clip(0))),
        "reward_id": reward.take(pa.array(gift, mask=gift < 0)),
        "reward_cost": money(np.full(total, habits.reward_cost), 2, mask=kind != REDEEMED),
        "order_id": key.take(pa.array(order, mask=order < 0)),
    }
    block.emit("loyalty_events", habits.system, frame)


def _earned(
    block: Block, habits: LoyaltyHabits, orders: list[Orders], card_of: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, pa.Array]:
    """Card, second, points and order of everything earned, by card and time."""
    # The entry behind the last card, at -1, stands for people without one.
    enrolled = np.append(block.records[habits.system].created_at, WINDOW_END)
    cards, moments, points, keys = [], [], [], []
    for one in orders:
        card = np.append(card_of, -1)[one.person]
        earns = (card >= 0) & one.kept & (one.value >= habits.per_point)
        ahead = block.company.clock_ahead if habits.utc and not one.habits.utc else 0
        moment = one.ordered_at - ahead
        earns &= moment > enrolled[card]
        # A price in another currency earns by its worth in the company's own.
        worth = one.value * one.rate // habits.per_point
        cards.append(card[earns])
        moments.append(moment[earns])
        points.append(np.maximum(worth[earns], 1))
        keys.append(one.key.take(pa.array(np.flatnonzero(earns))))
    card, moment, point = (np.concatenate(part) for part in (cards, moments, points))
    order = np.lexsort((moment, card))
    key = pa.concat_arrays(keys).take(pa.array(order))
    return card[order], moment[order], point[order], key


def _running(card: np.ndarray, amount: np.ndarray) -> np.ndarray:
    """Sum so far per card; the rows are sorted by card."""
    if not len(card):
        return amount
    total = np.cumsum(amount)
    starts = np.flatnonzero(np.append(True, card[1:] != card[:-1]))
    offset = np.repeat(total[starts] - amount[starts], np.diff(np.append(starts, len(card))))
    return total - offset


def _part(kind: int, mask: np.ndarray, card, moment, points, tier=None, reward=None, order=None):
    none = np.full(len(card), -1)
    columns = (
        card,
        moment,
        points,
        none if tier is None else tier,
        none if reward is None else reward,
        none if order is None else order,
    )
    return kind, *(column[mask] for column in columns)
