"""What two records know of their persons, as evidence: people give the same things everywhere.

Who gave one system no e-mail address has mostly none for another either, so a gap on one side
only speaks against one person, beyond what the two systems usually know.
"""

from __future__ import annotations

import numpy as np

from customer360.identity.features import Features

#: Pairs' worth of trust in gaps that say nothing, for each two systems.
TRUST = 100.0
ATTRIBUTES = ("email", "phone", "birth_date")


class Completeness:
    """The records of a company by their system and by what they know."""

    def __init__(self, features: Features):
        known = [getattr(features, name).codes >= 0 for name in ATTRIBUTES]
        keys = features.source.astype(np.int64)
        for column in known:
            keys = 2 * keys + column
        kinds, self._kind, counts = np.unique(keys, return_inverse=True, return_counts=True)
        systems = kinds >> len(ATTRIBUTES)
        #: Of each kind of record the number of its system, and what it knows (attributes, kinds).
        self._system = np.unique(systems, return_inverse=True)[1]
        self._knows = np.array(
            [(kinds >> place) & 1 for place in reversed(range(len(ATTRIBUTES)))], dtype=np.int64
        )
        size = self._system.max(initial=0) + 1
        of_system = np.bincount(self._system, weights=counts, minlength=size)
        #: Share of the records of each system that know each attribute (attributes, systems).
        self._filled = np.array(
            [
                np.bincount(self._system, weights=counts * knows, minlength=size) / of_system
                for knows in self._knows
            ]
        )

    def learn(self, left: np.ndarray, right: np.ndarray, posterior: np.ndarray) -> np.ndarray:
        """log2 of how much likelier each two kinds of records are one person's than strangers'.

        ``posterior``: the probability that each of the pairs is one person.
        """
        kinds = len(self._system)
        pairs = np.bincount(
            self._kind[left] * kinds + self._kind[right],
            weights=posterior,
            minlength=kinds * kinds,
        ).reshape(kinds, kinds)
        pairs = pairs + pairs.T
        result = np.zeros((kinds, kinds))
        a, b = self._system[:, None], self._system[None, :]
        size = self._filled.shape[1]
        for knows, filled in zip(self._knows, self._filled, strict=True):
            shares = np.stack([1 - filled, filled])
            state = (knows[:, None] * 2 + knows[None, :], a, b)
            counts = np.zeros((4, size, size))
            np.add.at(counts, state, pairs)
            by_chance = (shares[:, None, :, None] * shares[None, :, None, :]).reshape(4, size, size)
            learnt = (counts + TRUST * by_chance) / (counts.sum(axis=0) + TRUST)
            with np.errstate(invalid="ignore", divide="ignore"):
                ratio = np.log2(learnt / by_chance)
            result += np.where(by_chance > 0, ratio, 0.0)[state]
        return result

    def weights(self, table: np.ndarray, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        return table[self._kind[left], self._kind[right]]
