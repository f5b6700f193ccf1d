"""Work on several processor cores. What comes out never depends on how many there are."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

VARIABLE = "CUSTOMER360_THREADS"
#: More threads than this bring nothing: much of the work holds Python's lock.
_MOST = 4
#: With fewer rows, starting threads and waiting for them takes longer than the work.
FEW_ROWS = 1_000

_is_small = ContextVar("_is_small", default=False)


def thread_count() -> int:
    """Threads to use: CUSTOMER360_THREADS, else the cores that this process may use (at most 4).

    Raises ValueError where the variable is no whole number above 0.
    """
    stated = os.environ.get(VARIABLE, "")
    if not stated:
        return min(_cores(), _MOST)
    if not stated.isdecimal() or int(stated) == 0:
        raise ValueError(f"{VARIABLE} must be a whole number above 0, not {stated!r}")
    return int(stated)


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


@contextmanager
def sized_for(row_count: int) -> Iterator[None]:
    """Work inside is about so many rows: where they are few, it starts no threads."""
    token = _is_small.set(row_count < FEW_ROWS)
    try:
        yield
    finally:
        _is_small.reset(token)


def in_parallel(function: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """``function`` of each item, in the order of the items."""
    items, threads = list(items), thread_count()
    if threads == 1 or len(items) < 2 or _is_small.get():
        return [function(item) for item in items]
    with ThreadPoolExecutor(min(threads, len(items))) as pool:
        return list(pool.map(function, items))


def run_all(*tasks: Callable[[], Result]) -> list[Result]:
    """The results of the tasks, in their order."""
    return in_parallel(lambda task: task(), tasks)


def slices(length: int, at_most: int) -> list[slice]:
    """Consecutive slices of at most so many rows that cover 0..length; one where it is 0."""
    return [slice(start, start + at_most) for start in range(0, max(length, 1), at_most)]
