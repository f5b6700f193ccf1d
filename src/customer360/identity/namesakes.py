"""How common each whole name is: first and family names go together in families and countries."""

from __future__ import annotations

import numpy as np

from customer360.identity.features import Features
from customer360.identity.levels import PLACE

#: Bearers' worth of trust in what the two names would say if they were independent.
INDEPENDENCE_TRUST = 1.0
_PARTS = ("first_name", "last_name")
NAMES = (*_PARTS, "name_order", "names_together")
#: Usual share of pairs of one name of which one is written the other way round, and the number of
#: pairs' worth of trust in it.
OPPOSITE, ORDER_TRUST = 0.06, 4.0


class WholeNames:
    """The distinct whole names of a company, in either order of their parts."""

    def __init__(self, features: Features):
        f = features
        low, high = np.minimum(f.first.codes, f.last.codes), np.maximum(f.first.codes, f.last.codes)
        known = np.flatnonzero(low >= 0)
        keys = low[known].astype(np.int64) * max(len(f.first.values), 1) + high[known]
        keys, inverse, self.counts = np.unique(keys, return_inverse=True, return_counts=True)
        #: Number of each record's whole name; -1 where it is not known.
        self.number = np.full(f.count, -1, dtype=np.int64)
        self.number[known] = inverse
        #: The two parts of each whole name.
        self.parts = np.divmod(keys, max(len(f.first.values), 1))
        is_turned = f.first.codes[known] > f.last.codes[known]
        turned = np.bincount(inverse, weights=is_turned, minlength=len(keys))
        #: log2 of the share of pairs of each whole name that are in opposite order.
        self.opposite = np.log2(
            (2 * turned * (self.counts - turned) + OPPOSITE * ORDER_TRUST)
            / (self.counts.astype(float) ** 2 + ORDER_TRUST)
        )

    def records_of_name(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """How many records carry the more common of the two whole names; 0 where unknown."""
        counts = np.append(self.counts, 0)[self.number]
        return np.maximum(counts[left], counts[right])

    def log_shares(
        self, as_first: np.ndarray, as_last: np.ndarray, factor: float, mates: float
    ) -> np.ndarray:
        """log2 of the share of strangers that bear each whole name.

        Of the records of one name some are the same person's, ``mates`` to each on the average. The
        other bearers are counted; the rarer the name, the more what its parts would say by
        themselves is trusted (``as_first``, ``as_last``: log2 share of each part), times ``factor``
        (log2), by which names go together on the whole.
        """
        a, b = self.parts
        records = max(int(self.counts.sum()), 1)
        by_parts = np.maximum(as_first[a] + as_last[b], as_first[b] + as_last[a]) + factor
        expected = records / (1 + mates) * np.exp2(by_parts)
        others = np.maximum(self.counts / (1 + mates), 1.0) - 1
        others = (INDEPENDENCE_TRUST + others) / (INDEPENDENCE_TRUST / expected + 1)
        return np.log2(others * (1 + mates) / records)


class NameShares:
    """The strangers' shares of names that agree, under one model."""

    def __init__(
        self,
        features: Features,
        whole_names: WholeNames,
        shares: tuple[np.ndarray, np.ndarray],
        factor: float,
        mates: float,
    ):
        """``shares``: of each name as a first and as a family name; else see WholeNames."""
        codes = (features.first.codes, features.last.codes)
        self._codes = dict(zip(_PARTS, codes, strict=True))
        self._shares = dict(zip(_PARTS, shares, strict=True))
        self._numbers, self._opposite = whole_names.number, whole_names.opposite
        self._whole = whole_names.log_shares(*shares, factor, mates)

    def adjust(self, name: str, levels, random, left) -> np.ndarray:
        """log2 random shares of one comparison of NAMES, from those of its levels or values."""
        first, last = (levels[PLACE[part]] for part in _PARTS)
        if name in _PARTS:
            turned = np.flatnonzero((levels[PLACE["name_order"]] > 0) & (levels[PLACE[name]] == 1))
            random[turned] = self._part(name, levels, turned, left)
            return random
        rows = np.flatnonzero((first == 1) & (last == 1))
        if name == "name_order":
            # Names that are both a first and a family name stand in both orders among strangers.
            is_opposite = rows[levels[PLACE[name]][rows] > 0]
            random[is_opposite] = self._opposite[self._numbers[left[is_opposite]]]
            return random
        apart = sum(self._part(part, levels, rows, left) for part in _PARTS)
        random[rows] = self._whole[self._numbers[left[rows]]] - apart
        return random

    def _part(self, name: str, levels, rows, left) -> np.ndarray:
        """Share of a name that agrees; one written in the other's place is as common as there."""
        codes = self._codes[name][left[rows]]
        other = self._shares[_PARTS[name == _PARTS[0]]][codes]
        share = self._shares[name][codes]
        is_turned = levels[PLACE["name_order"]][rows] > 0
        return np.where(is_turned, np.maximum(share, other), share)
