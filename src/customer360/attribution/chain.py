"""A Markov chain of order k over the channels of journeys, counted from their grams.

A state is the run of the last k channels of a journey, repeats kept; a journey shorter than k is
one state. Two equal states in a row count as one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

#: Stands for "no channel" in a gram, before the first touch of a journey.
NONE = -1


@dataclass(frozen=True)
class Grams:
    """Touches, each with the channels before it, counted.

    Attributes:
        channels: codes from 0, shape (rows, 4); the touch's own channel first, then those one, two
            and three touches before it, NONE where the journey had not begun.
        is_last: the touch ended its journey.
        is_converting: the journey converted.
        occurrences: touches.
        value: what the conversions were worth, where the touch ended a converting journey.
    """

    channels: np.ndarray
    is_last: np.ndarray
    is_converting: np.ndarray
    occurrences: np.ndarray
    value: np.ndarray


@dataclass(frozen=True)
class Chain:
    """Transition probabilities between n states, and what happens at the ends.

    Attributes:
        steps: (n, n), row to column.
        start: (n,) share of all journeys that begin in the state.
        converting: (n,) chance to convert on leaving the state.
        value: (n,) value that a visit brings on leaving to a conversion.
        holds: (n, channels), True where the state contains the channel.
    """

    steps: csr_array
    start: np.ndarray
    converting: np.ndarray
    value: np.ndarray
    holds: np.ndarray


def chain_of(grams: Grams, order: int, channel_count: int, journeys: int) -> Chain:
    """The chain of an order from 1 to 3 over ``journeys``, those without a touch included."""
    length = (grams.channels != NONE).sum(axis=1)  # of the journey so far, up to 4
    current = _state_codes(grams.channels[:, :order], channel_count)
    before = _state_codes(grams.channels[:, 1 : order + 1], channel_count)
    goes_on = (length > order) & (before != current)
    begins = (length == order) | (grams.is_last & (length < order))
    is_state = (length >= order) | grams.is_last
    codes, position = np.unique(current[is_state], return_inverse=True)
    size = len(codes)
    state = np.zeros(len(current), dtype=np.int64)
    state[is_state] = position

    def counted(rows: np.ndarray, weights: np.ndarray) -> np.ndarray:
        return np.bincount(state[rows], weights=weights[rows], minlength=size)

    origin = np.searchsorted(codes, before[goes_on])
    steps = csr_array(
        (grams.occurrences[goes_on].astype(float), (origin, state[goes_on])), shape=(size, size)
    )
    steps.sum_duplicates()
    visits = steps.sum(axis=1) + counted(grams.is_last, grams.occurrences)
    steps.data /= np.repeat(visits, np.diff(steps.indptr))
    ends_well = grams.is_last & grams.is_converting
    return Chain(
        steps=steps,
        start=counted(begins, grams.occurrences) / journeys,
        converting=counted(ends_well, grams.occurrences) / visits,
        value=counted(ends_well, grams.value) / visits,
        holds=_channels_in(codes, order, channel_count),
    )


def _state_codes(channels: np.ndarray, channel_count: int) -> np.ndarray:
    """One number for each row of channel codes; NONE counts as a digit of its own."""
    base = channel_count + 1
    codes = np.zeros(len(channels), dtype=np.int64)
    for column in range(channels.shape[1]):
        codes = codes * base + channels[:, column] + 1
    return codes


def _channels_in(codes: np.ndarray, order: int, channel_count: int) -> np.ndarray:
    holds = np.zeros((len(codes), channel_count + 1), dtype=bool)
    rest = codes
    for _ in range(order):
        rest, digit = np.divmod(rest, channel_count + 1)
        holds[np.arange(len(codes)), digit] = True
    return holds[:, 1:]
