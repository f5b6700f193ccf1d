"""Seen in the restaurant: visits by the app's wifi, and coupons shown at the till."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.generator.activity.orders import Orders
from customer360.generator.block import Block
from customer360.generator.calendar import (
    DAY,
    OPENING_HOURS,
    WINDOW_END,
    WINDOW_START,
    moment_between,
)
from customer360.generator.catalogue.campaigns import Campaign
from customer360.generator.columns import Frame, constant, nulls, take_text, timestamps, where
from customer360.generator.sampling import falling_weights


def emit_store_visits(block: Block, system: str, share: float, stores: tuple[str, ...]) -> None:
    """Visits without an order: `share` per record of the loyalty system, by card."""
    sampler, records = block.sampler("store visits"), block.records[system]
    count = sampler.chance(len(records), share) * (1 + sampler.early(len(records), 6, power=2))
    row = np.repeat(np.arange(len(records)), count)
    low = np.maximum(records.created_at[row], WINDOW_START)
    moment = moment_between(sampler, low, WINDOW_END, OPENING_HOURS)
    store = take_text(stores, sampler.pick(len(row), falling_weights(len(stores))))
    _emit(block, system, "store_visit", records.frame["loyalty_id"].take(pa.array(row)),
          nulls(len(row)), moment, store, nulls(len(row)))  # fmt: skip


def emit_coupons(block: Block, orders: Orders, campaigns: tuple[Campaign, ...]) -> None:
    """The coupon of an order was shown a few minutes to a few days before it was paid."""
    sampler = block.sampler("coupons")
    valid = orders.frame["coupon_code"].is_valid().to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(valid & (orders.ordered_at > WINDOW_START + 3 * DAY))
    moment = orders.ordered_at[rows] - 300 - sampler.early(len(rows), 2 * DAY)
    take = pa.array(rows)
    code = orders.frame["coupon_code"].take(take)
    campaign = nulls(len(rows))
    for one in campaigns:
        runs = (moment >= one.starts_at) & (moment < one.ends_at)
        matches = pc.equal(code, one.offer).to_numpy(zero_copy_only=False)
        campaign = where(runs & matches, constant(one.key, len(rows)), campaign)
    named = orders.frame["loyalty_id"].take(take), orders.frame["phone"].take(take)
    _emit(block, orders.habits.system, "coupon", *named, moment,
          orders.frame["store_id"].take(take), campaign,
          orders.frame["source_customer_id"].take(take))  # fmt: skip


def _emit(
    block: Block,
    system: str,
    kind: str,
    card: pa.Array,
    phone: pa.Array,
    moment: np.ndarray,
    store: pa.Array,
    campaign: pa.Array,
    customer: pa.Array | None = None,
) -> None:
    size = len(moment)
    utc = block.records[system].system.utc
    frame: Frame = {
        "touch_id": block.keys("touches", "T", size, 8),
        "source_customer_id": nulls(size) if customer is None else customer,
        "loyalty_id": card,
        "phone": phone,
        "occurred_at": timestamps(moment, utc),
        "touch_type": constant(kind, size),
        "campaign_id": campaign,
        "store_id": store,
        "is_offline": pa.repeat(pa.scalar(True), size),
    }
    block.emit("touches", system, frame)
