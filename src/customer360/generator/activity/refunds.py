"""Refunds: in full or in part, most within weeks, some many months after the order."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from customer360.generator.activity.orders import Orders
from customer360.generator.block import Block
from customer360.generator.calendar import DAY, WINDOW_END, at_hours
from customer360.generator.columns import Frame, money, take_text, timestamps, where

_REASONS = ("wrong_size", "damaged", "not_as_described", "changed_mind", "late_delivery")
_FULL_SHARE, _LATE_SHARE = 0.55, 0.12


def draw_refunds(
    block: Block, orders: Orders, share: float, reasons: tuple[str, ...] = _REASONS
) -> None:
    """Hands the refunds of `share` of the kept orders to the block."""
    habits = orders.habits
    sampler = block.sampler("refunds", habits.system)
    refundable = np.where(orders.kept & (orders.value > 0), share, 0.0)
    row = np.flatnonzero(sampler.chance(len(orders), refundable))
    late = sampler.chance(len(row), _LATE_SHARE)
    soon = 1 + sampler.early(len(row), 45, power=2)
    delay = np.where(late, sampler.between(len(row), 90, 400), soon)
    refunded_at = at_hours(sampler, orders.ordered_at[row] // DAY + delay, habits.hours)
    in_window = refunded_at < WINDOW_END
    row, refunded_at = row[in_window], refunded_at[in_window]
    size = len(row)
    part = orders.value[row] * sampler.between(size, 2, 8) // 10
    value = np.where(sampler.chance(size, _FULL_SHARE), orders.value[row], part)
    reason = take_text(reasons, sampler.below(size, len(reasons)))
    frame: Frame = {
        "refund_id": block.keys(f"refunds {habits.system}", f"{habits.key_prefix}R", size),
        "order_id": orders.key.take(pa.array(row)),
        "refunded_at": timestamps(refunded_at, habits.utc),
        "refund_value": money(value, 2),
        "currency": orders.frame["currency"].take(pa.array(row)),
        "reason": where(sampler.chance(size, 0.8), reason),
    }
    block.emit("refunds", habits.system, frame)
