"""Random draws that are the same on every machine.

Only uniforms of PCG64 are used, and only comparisons, products and sums are done to them. A
logarithm or a power may differ in the last bit from one processor to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np


class Sampler:
    """Independent draws for one purpose: the same key gives the same draws.

    A purpose of its own for each table and block keeps the others unchanged when one changes.
    """

    def __init__(self, seed: int, *purpose: str | int) -> None:
        words = [crc32(word.encode()) if isinstance(word, str) else word for word in purpose]
        self._generator = np.random.Generator(
            np.random.PCG64(np.random.SeedSequence([seed, *words]))
        )

    def uniform(self, size: int) -> np.ndarray:
        """float64 in [0, 1)."""
        return self._generator.random(size)

    def chance(self, size: int, share: float | np.ndarray) -> np.ndarray:
        """bool, true with probability `share` (one for all or one each)."""
        return self.uniform(size) < share

    def below(self, size: int, limit: int | np.ndarray) -> np.ndarray:
        """int64 from 0 to limit - 1; a limit of 0 gives 0."""
        return np.floor(self.uniform(size) * limit).astype(np.int64)

    def between(self, size: int, low: int, high: int) -> np.ndarray:
        """int64 from low to high, both included."""
        return low + self.below(size, high - low + 1)

    def early(self, size: int, limit: int | np.ndarray, power: int = 3) -> np.ndarray:
        """int64 from 0 to limit - 1 with most of the mass near 0; more so for a higher power."""
        uniform = self.uniform(size)
        product = uniform.copy()
        for _ in range(power - 1):
            product = product * uniform
        return np.floor(product * limit).astype(np.int64)

    def pick(self, size: int, weights: Sequence[float] | np.ndarray) -> np.ndarray:
        """int64 positions into `weights`, each as often as its weight says."""
        edges = np.cumsum(np.asarray(weights, dtype=np.float64))
        return np.searchsorted(edges[:-1], self.uniform(size) * edges[-1], side="right")

    def order(self, size: int) -> np.ndarray:
        """A random permutation of 0 .. size - 1."""
        return np.argsort(self.uniform(size), kind="stable")


def falling_weights(size: int, flatness: float = 6.0) -> np.ndarray:
    """Weights of a list sorted by frequency: the first is the most common, the last still seen."""
    return 1.0 / (np.arange(size) + flatness)
