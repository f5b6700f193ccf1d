"""Local times to UTC, vectorised, with the gaps and overlaps of clock changes told apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np

#: Clock changes are looked up between these years; outside the nearest offset holds.
_FIRST_YEAR, _LAST_YEAR = 1900, 2101

_DAY = 86_400
_MICRO = 1_000_000

#: How a local time relates to the clock.
EXISTS, GAP, TWICE = 0, 1, 2


@dataclass(frozen=True)
class _Clock:
    """Offsets of one zone. All times are whole seconds since 1970."""

    #: Local time from which offsets[i + 1] holds; earlier local times have offsets[i].
    switches: np.ndarray
    #: Local time at which the gap or overlap before switches[i] starts.
    change_starts: np.ndarray
    offsets: np.ndarray


@dataclass(frozen=True)
class ZoneHistory:
    """The company's time zone from each day on: (first day or None for always, IANA name)."""

    periods: tuple[tuple[date | None, str], ...]

    def to_utc(self, local: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """UTC and state of local times, both int64 microseconds since 1970 / int8 states.

        A time in a gap moves forward by the gap; one that comes twice is the first of the two.
        """
        utc, state = _to_utc(local, self.periods[0][1])
        for first_day, zone in self.periods[1:]:
            start = (first_day - date(1970, 1, 1)).days * _DAY * _MICRO
            later = local >= start
            if later.any():
                utc[later], state[later] = _to_utc(local[later], zone)
        return utc, state


def _to_utc(local: np.ndarray, zone: str) -> tuple[np.ndarray, np.ndarray]:
    clock = _clock(zone)
    seconds = local // _MICRO
    index = np.searchsorted(clock.switches, seconds, side="right")
    utc = local - clock.offsets[index] * _MICRO
    state = np.zeros(len(local), dtype=np.int8)
    if len(clock.switches):
        next_change = np.minimum(index, len(clock.switches) - 1)
        is_odd = (index < len(clock.switches)) & (seconds >= clock.change_starts[next_change])
        is_forward = clock.offsets[next_change + 1] > clock.offsets[next_change]
        state[is_odd] = np.where(is_forward[is_odd], GAP, TWICE)
    return utc, state


@cache
def _clock(name: str) -> _Clock:
    zone = ZoneInfo(name)
    switches, change_starts = [], []
    day = int(datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC).timestamp())
    last = int(datetime(_LAST_YEAR, 1, 1, tzinfo=UTC).timestamp())
    offsets = [_offset(zone, day)]
    while day < last:
        if _offset(zone, day + _DAY) != offsets[-1]:
            instant = _change_between(zone, day, day + _DAY)
            before, after = offsets[-1], _offset(zone, instant)
            # Both kinds of odd local time take the offset before the change: in a gap this
            # moves them forward, in an overlap it picks the first.
            switches.append(instant + max(before, after))
            change_starts.append(instant + min(before, after))
            offsets.append(after)
        day += _DAY
    return _Clock(
        *(np.array(values, dtype=np.int64) for values in (switches, change_starts, offsets))
    )


def _change_between(zone: ZoneInfo, low: int, high: int) -> int:
    """The first second in (low, high] with another offset than low's."""
    before = _offset(zone, low)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(zone, middle) == before:
            low = middle
        else:
            high = middle
    return high


def _offset(zone: ZoneInfo, instant: int) -> int:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=instant)
    return int(moment.astimezone(zone).utcoffset().total_seconds())
