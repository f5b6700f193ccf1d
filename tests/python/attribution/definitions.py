"""Attribution by its definitions, slow and plain: dense matrices, one journey at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

import numpy as np


@dataclass(frozen=True)
class Journey:
    """The channels of a journey in order; its value, or None where it led nowhere."""

    path: tuple[str, ...]
    value: float | None


def states(path: Sequence[str], order: int) -> list[tuple[str, ...]]:
    """Runs of ``order`` channels, shorter journeys whole, equal neighbours once."""
    if not path:
        return []
    runs = [tuple(path[i : i + order]) for i in range(max(1, len(path) - order + 1))]
    return [run for i, run in enumerate(runs) if i == 0 or run != runs[i - 1]]


class DenseChain:
    """The whole chain as one matrix over start, states, conversion and null."""

    def __init__(self, journeys: Sequence[Journey], order: int) -> None:
        counts: dict[tuple, float] = defaultdict(float)
        value: dict[tuple, float] = defaultdict(float)
        for journey in journeys:
            walk = [("start",), *(("state", s) for s in states(journey.path, order))]
            walk.append(("null",) if journey.value is None else ("conversion",))
            for step in pairwise(walk):
                counts[step] += 1
            if journey.value is not None:
                value[walk[-2]] += journey.value
        self.nodes = sorted({a for a, _ in counts})
        index = {node: i for i, node in enumerate(self.nodes)}
        size = len(self.nodes)
        self.steps, self.converts, self.value = (
            np.zeros((size, size)),
            np.zeros(size),
            np.zeros(size),
        )
        total = np.zeros(size)
        for (a, b), count in counts.items():
            total[index[a]] += count
            if b in index:
                self.steps[index[a], index[b]] += count
            elif b == ("conversion",):
                self.converts[index[a]] += count
        for node, amount in value.items():
            self.value[index[node]] = amount
        self.steps /= total[:, None]
        self.converts /= total
        self.value /= total
        self.start = index[("start",)]

    def outcome(self, without: str | None = None) -> tuple[float, float]:
        """Chance to convert and expected value of a journey from the start."""
        keep = np.array(
            [not (node[0] == "state" and without in node[1]) for node in self.nodes], dtype=bool
        )
        inside = np.eye(keep.sum()) - self.steps[np.ix_(keep, keep)]
        ends = np.column_stack([self.converts[keep], self.value[keep]])
        solved = np.linalg.solve(inside, ends)
        start = int(np.flatnonzero(keep).searchsorted(self.start))
        return float(solved[start, 0]), float(solved[start, 1])


def markov(journeys: Sequence[Journey], order: int) -> dict[str, tuple[float, float, float]]:
    """Channel -> removal effect, conversions, value."""
    chain = DenseChain(journeys, order)
    chance, value = chain.outcome()
    channels = sorted({channel for journey in journeys for channel in journey.path})
    effects, lost = {}, {}
    for channel in channels:
        chance_without, value_without = chain.outcome(channel)
        effects[channel] = 1 - chance_without / chance
        lost[channel] = value - value_without
    touched = [j for j in journeys if j.path and j.value is not None]
    credit, worth = len(touched), sum(j.value for j in touched)
    return {
        channel: (
            effects[channel],
            effects[channel] / sum(effects.values()) * credit,
            lost[channel] / sum(lost.values()) * worth if sum(lost.values()) else 0.0,
        )
        for channel in channels
    }


def shapley(journeys: Sequence[Journey]) -> dict[str, tuple[float, float]]:
    """Channel -> conversions, value: the average over all orders in which channels may join.

    A set of channels is worth the conversions of the journeys that need no other channel.
    """
    channels = sorted({c for j in journeys if j.value is not None for c in j.path})
    found = {channel: np.zeros(2) for channel in channels}
    orders = list(permutations(channels))
    for one in orders:
        joined: set[str] = set()
        before = np.zeros(2)
        for channel in one:
            joined.add(channel)
            inside = [
                j for j in journeys if j.value is not None and j.path and set(j.path) <= joined
            ]
            now = np.array([len(inside), sum(j.value for j in inside)], dtype=float)
            found[channel] += now - before
            before = now
    return {channel: tuple(total / len(orders)) for channel, total in found.items()}
