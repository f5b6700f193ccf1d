"""Removal effects of a chain's channels, from its fundamental matrix and never by simulation.

What a channel's removal costs are the journeys that come to it: the chance to enter each of its
states before any other of them, times the chance to convert from there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, eye_array
from scipy.sparse.linalg import splu

from customer360.attribution.chain import Chain

#: Up to this many states a direct solution is fastest.
_FEW_STATES = 400
#: What the rounds of the fixed point may leave out, as expected visits of a journey.
_TOLERANCE = 1e-15
#: A chain that has not come to rest by then runs in long circles, and is solved directly.
_MOST_ROUNDS = 3_000


@dataclass(frozen=True)
class Removal:
    """What a journey loses without each channel, on average.

    Attributes:
        conversion: (channels,) chance to convert that is lost.
        value: (channels,) value that is lost.
        conversion_of_all: chance to convert with all channels, of journeys that had a touch.
    """

    conversion: np.ndarray
    value: np.ndarray
    conversion_of_all: float


def removal_of(chain: Chain) -> Removal:
    """Removal of every channel of the chain."""
    outcomes = _solve(chain.steps, np.column_stack([chain.converting, chain.value]))
    channels = chain.holds.shape[1]
    stays = np.where(chain.holds, 0.0, 1.0)
    incoming = csr_array(chain.steps.T)
    visits = _solve(incoming, np.repeat(chain.start[:, None], channels, axis=1), stays)
    entries = (chain.start[:, None] + incoming @ visits) * chain.holds
    return Removal(
        conversion=(entries * outcomes[:, :1]).sum(axis=0),
        value=(entries * outcomes[:, 1:]).sum(axis=0),
        conversion_of_all=float((chain.start * outcomes[:, 0]).sum()),
    )


def _solve(matrix: csr_array, given: np.ndarray, allowed: np.ndarray | None = None) -> np.ndarray:
    """x = given + matrix x, column by column, over the rows where ``allowed`` is 1.

    All entries of ``matrix`` are probabilities, so the rounds of the fixed point only ever add.
    """
    if len(given) <= _FEW_STATES:
        return _solve_directly(matrix, given, allowed)
    added = given if allowed is None else given * allowed
    total = added.copy()
    mass = np.abs(added).sum(axis=0)
    scale = np.maximum(mass, 1e-300)
    for _ in range(_MOST_ROUNDS):
        added = matrix @ added
        if allowed is not None:
            added *= allowed
        total += added
        mass, mass_before = np.abs(added).sum(axis=0), mass
        ratio = np.divide(mass, mass_before, out=np.zeros_like(mass), where=mass_before > 0)
        if np.all(ratio < 1) and np.all(mass * ratio / (1 - ratio) <= _TOLERANCE * scale):
            return total
    return _solve_directly(matrix, given, allowed)


def _solve_directly(matrix: csr_array, given: np.ndarray, allowed: np.ndarray | None) -> np.ndarray:
    solution = np.zeros_like(given)
    if allowed is None:
        if len(given):
            solution[:] = splu((eye_array(len(given)) - matrix).tocsc()).solve(given)
        return solution
    for column in range(given.shape[1]):
        rows = np.flatnonzero(allowed[:, column])
        if len(rows):
            inside = (eye_array(len(rows)) - matrix[rows][:, rows]).tocsc()
            solution[rows, column] = splu(inside).solve(given[rows, column])
    return solution
