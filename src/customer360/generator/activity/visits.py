"""Visits to the web shop: journeys that lead to an order, and those that lead nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.generator.activity.orders import Orders
from customer360.generator.block import Block
from customer360.generator.calendar import DAY, WINDOW_END, WINDOW_START, moment_between
from customer360.generator.customers.identifiers import cookies
from customer360.generator.customers.records import Records
from customer360.generator.sampling import Sampler

#: Days before an order within which its journey began.
JOURNEY_DAYS = 21
#: A visit ends at least this long before the order it leads to, in seconds.
BEFORE_ORDER = 1_500


@dataclass(frozen=True)
class Visits:
    """One entry per visit (session)."""

    started_at: np.ndarray
    cookie: pa.Array
    record: np.ndarray  # position in the shop's records, -1 for strangers
    is_first: np.ndarray  # the first of its journey: more often from an ad

    def __len__(self) -> int:
        return len(self.started_at)

    @staticmethod
    def together(parts: Sequence[Visits]) -> Visits:
        return Visits(
            np.concatenate([part.started_at for part in parts]),
            pa.concat_arrays([part.cookie for part in parts]),
            np.concatenate([part.record for part in parts]),
            np.concatenate([part.is_first for part in parts]),
        )


def draw_devices(sampler: Sampler, size: int) -> np.ndarray:
    """Which of a person's browsers: nearly always the first."""
    return sampler.pick(size, (78, 16, 6))


def visits_before(block: Block, orders: Orders, device: np.ndarray) -> Visits:
    """Up to six visits in the weeks before each order, the last one on the order's `device`."""
    sampler = block.sampler("visits", "orders")
    records = block.records[orders.habits.system]
    count = np.where(orders.record >= 0, 1 + sampler.early(len(orders), 6, power=2), 0)
    order = np.repeat(np.arange(len(orders)), count)
    size = len(order)
    back = sampler.early(size, (JOURNEY_DAYS * DAY), power=3) + BEFORE_ORDER
    sequence = np.lexsort((-back, order))
    back = back[sequence]
    position = np.arange(size) - np.repeat(np.cumsum(count) - count, count)
    is_last = position == count[order] - 1
    back[is_last] = (BEFORE_ORDER + sampler.below(size, 2_400))[is_last]
    started = orders.ordered_at[order] - back
    record = orders.record[order]
    browser = np.where(is_last, device[order], draw_devices(sampler, size))
    visits = Visits(
        started,
        cookies(block.company, block.people, records.person[record], browser),
        record,
        position == 0,
    )
    return _within(visits)


def visits_for_nothing(block: Block, records: Records, share: float, strangers: float) -> Visits:
    """Visits without an order: `share` per record, and `strangers` per record of nobody known."""
    sampler = block.sampler("visits", "nothing")
    count = sampler.chance(len(records), share) * (1 + sampler.early(len(records), 5, power=2))
    record = np.repeat(np.arange(len(records)), count)
    low = np.maximum(records.created_at[record] - 30 * DAY, WINDOW_START)
    started = moment_between(sampler, low, WINDOW_END)
    browser = draw_devices(sampler, len(record))
    own = Visits(
        started,
        cookies(block.company, block.people, records.person[record], browser),
        record,
        sampler.chance(len(record), 0.5),
    )
    size = int(len(records) * strangers)
    # Browsers 3 .. 7 belong to nobody who ever told a name.
    owner = sampler.below(size, len(block.people))
    unknown = Visits(
        moment_between(sampler, np.full(size, WINDOW_START), WINDOW_END),
        cookies(block.company, block.people, owner, sampler.between(size, 3, 7)),
        np.full(size, -1),
        sampler.chance(size, 0.8),
    )
    return Visits.together([own, unknown])


def _within(visits: Visits) -> Visits:
    keep = np.flatnonzero(visits.started_at >= WINDOW_START)
    return Visits(
        visits.started_at[keep],
        visits.cookie.take(pa.array(keep)),
        visits.record[keep],
        visits.is_first[keep],
    )


def slugs(names: pa.Array) -> pa.Array:
    """Product names as they stand in a URL."""
    plain = pc.replace_substring_regex(pc.utf8_lower(names), "[^a-z0-9]+", "-")
    return pc.utf8_trim(plain, characters="-")
