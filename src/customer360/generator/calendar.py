"""The window all companies live in. It ends on a fixed day: the clock is never read."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np

from customer360.generator.sampling import Sampler

DAY = 86_400
WINDOW_START = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp())
#: The first second after the window; events of the last day come before it.
WINDOW_END = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp())
#: The oldest customer records.
FIRST_RECORD = int(datetime(2021, 3, 1, tzinfo=UTC).timestamp())
#: When a load of these files would run.
LOADED_AT = datetime(2026, 1, 1)

#: Share of events by hour of the day.
OPENING_HOURS = (0, 0, 0, 0, 0, 0, 1, 3, 4, 5, 8, 13, 14, 8, 5, 5, 6, 9, 14, 13, 9, 5, 2, 0)
ONLINE_HOURS = (3, 2, 1, 1, 1, 1, 2, 3, 5, 6, 6, 6, 7, 6, 6, 6, 6, 7, 8, 9, 11, 11, 9, 6)
OFFICE_HOURS = (0, 0, 0, 0, 0, 0, 0, 0, 6, 10, 12, 11, 6, 8, 11, 11, 9, 6, 2, 0, 0, 0, 0, 0)


def days_since_epoch(day: date) -> int:
    return (day - date(1970, 1, 1)).days


def at_hours(
    sampler: Sampler, days: np.ndarray, hours: tuple[int, ...] = ONLINE_HOURS
) -> np.ndarray:
    """A second of each day (days since 1970), at a plausible hour."""
    size = len(days)
    return days * DAY + sampler.pick(size, hours) * 3600 + sampler.below(size, 3600)


def moment_between(
    sampler: Sampler, low: np.ndarray, high: int, hours: tuple[int, ...] = ONLINE_HOURS
) -> np.ndarray:
    """A moment from `low` (seconds, one each) up to the day before `high`; never before `low`."""
    first = low // DAY
    days = first + sampler.below(len(low), np.maximum(high // DAY - first, 1))
    return np.maximum(at_hours(sampler, days, hours), low)
