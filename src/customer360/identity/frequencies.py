"""How common each value is: two strangers share a rare name seldom and a common one often."""

from __future__ import annotations

from enum import Enum

import numpy as np

from customer360.identity import address_words
from customer360.identity.completeness import Completeness
from customer360.identity.encoded import Encoded
from customer360.identity.features import Features
from customer360.identity.levels import BY_NAME
from customer360.identity.namesakes import WholeNames

#: Strangers that share an exact identifier carried by two records, per pair of one person.
STRANGERS_PER_MATCH = {
    "email": 0.01,
    "phone": 0.02,
    "national_id": 0.002,
    "loyalty_id": 0.002,
    "external_customer_id": 0.004,
    "observed_together": 0.004,
}
#: Records of a made-up company added to a company's own value counts.
FREQUENCY_SMOOTHING = 500
#: How much of that a name gets. Most names are rare: one that a single person bears so far is borne
#: by .3 to .6 of another (Good and Turing's estimate in the tail of surname counts). In a company
#: of so many names half of it is believed.
UNSEEN_NAME, FEW_NAMES = 0.4, 3_000
_NAMES = ("first_name", "last_name")


class Use(Enum):
    """How the frequency of values enters the strangers' share of a level."""

    EXACT = 1  # the share is that of the value
    AGREED = 2  # the level's share times how common the agreed part is


class ValueShares:
    """log2 of the share of strangers that have the very value two records agree on."""

    def __init__(self, features: Features):
        f = features
        level = {name: BY_NAME[name].level for name in BY_NAME}
        exact = Use.EXACT
        self._columns: dict[str, dict[int, tuple[Encoded, Use]]] = {
            "first_name": {1: (f.first, exact)},
            "last_name": {1: (f.last, exact)},
            "middle_name": {1: (f.middles[0], exact)},
            "birth_date": {
                1: (f.birth_date, exact),
                level["birth_date"]("year_error"): (f.birthday, Use.AGREED),
                level["birth_date"]("two_parts"): (f.birthday, Use.AGREED),
            },
            "street": {1: (f.street, exact)},
            "locality": {1: (f.postal_code, exact), 2: (f.postal_code, exact), 4: (f.city, exact)},
            "company_name": {1: (f.company_name, exact)},
            "occupation": {1: (f.occupation, exact)},
            **{
                name: {1: (getattr(f, name), exact)}
                for name in STRANGERS_PER_MATCH
                if hasattr(f, name)
            },
        }
        self.features = features
        self.whole_names = WholeNames(features)
        self._local_parts = address_words.log_shares(f.email_local.values)
        self.completeness = Completeness(features)
        self._cache: dict[tuple[str, int, float], tuple[np.ndarray, float]] = {}
        self._roots: dict[str, np.ndarray] = {}

    def adjust(self, name, level, random, prior, own, left, right) -> np.ndarray:
        """log2 random shares of one comparison, adjusted to the values that agree.

        ``random`` is log2 of the shares of the levels; ``own`` how many other records of its person
        carry the value of a record, on the average.
        """
        result = random[level]
        if name == "email":
            self._same_local_parts(result, level, left)
        for code, (column, use) in self._columns.get(name, {}).items():
            here = np.flatnonzero(level == code)
            if len(here) == 0:
                continue
            a, b = column.codes[left[here]], column.codes[right[here]]
            if BY_NAME[name].is_identifier:
                often = self._root_of_others(name, column)[a]
                result[here] = np.log2(prior * STRANGERS_PER_MATCH[name] * often)
                continue
            shares, average = self._log_shares(name, code, column, own)
            if use is Use.EXACT:
                result[here] = shares[a]
            else:
                result[here] += np.where(a == b, shares[a] - average, 0.0)
        return result

    def of_names(self, own_first: float, own_last: float) -> tuple[np.ndarray, np.ndarray]:
        """log2 of the share of each name as a first and as a family name."""
        f = self.features
        first = self._log_shares("first_name", 1, f.first, own_first)[0]
        return first, self._log_shares("last_name", 1, f.last, own_last)[0]

    def _same_local_parts(self, result: np.ndarray, level: np.ndarray, left) -> None:
        here = np.flatnonzero(level == BY_NAME["email"].level("same_local_part"))
        codes = self.features.email_local.codes[left[here]]
        known = codes >= 0
        if known.any():
            result[here[known]] = self._local_parts[codes[known]]

    def _root_of_others(self, name: str, column: Encoded) -> np.ndarray:
        """Square root of how many further records carry each identifier."""
        if name not in self._roots:
            self._roots[name] = np.sqrt(np.maximum(column.counts - 1, 1))
        return self._roots[name]

    def _log_shares(
        self, name: str, code: int, column: Encoded, own: float
    ) -> tuple[np.ndarray, float]:
        """log2 of the share of each value, and of the chance that two random values agree.

        A person's other records say nothing of how common the value is among strangers.
        """
        key = (name, code, own)
        if key not in self._cache:
            counts = column.counts
            usual = next(iter(BY_NAME[name].shares.values()))[1]
            unseen = FREQUENCY_SMOOTHING * usual
            if name in _NAMES:
                is_large = counts.sum() / (counts.sum() + FEW_NAMES)
                unseen *= 1 - (1 - UNSEEN_NAME) * is_large
            total = max(counts.sum() - 1, 0) + FREQUENCY_SMOOTHING
            others = np.maximum(counts - 1 - own, 0) + unseen
            agree = (counts * others).sum() / max(counts.sum(), 1) / total
            self._cache[key] = np.log2(others / total), float(np.log2(max(agree, 1e-12)))
        return self._cache[key]
