"""Level codes of candidate pairs, one row per comparison."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from customer360.identity.compare.birth_dates import birth_date_levels
from customer360.identity.compare.choice import choose
from customer360.identity.compare.emails import EmailComparer
from customer360.identity.compare.names import NameComparer, names_together
from customer360.identity.compare.places import locality_levels, street_pairs
from customer360.identity.compare.similarity import (
    edits,
    is_text_close,
    levels_of_pairs,
    texts_of,
)
from customer360.identity.encoded import Encoded
from customer360.identity.features import Features
from customer360.identity.levels import ALL, PLACE
from customer360.identity.lookups import Lookups
from customer360.threads import run_all


class Comparer:
    """Compares pairs of rows of one company."""

    def __init__(self, features: Features, lookups: Lookups, links: np.ndarray):
        self.features = features
        self._names = NameComparer(features, lookups)
        self._emails = EmailComparer(features)
        self._links = np.unique(links[:, 0] * np.int64(features.count) + links[:, 1])
        self._texts: dict[str, np.ndarray] = {}
        self._pairs_of_values = {
            "email": self._emails.pairs,
            "phone": _phones,
            "street": street_pairs,
            "national_id": _national_ids,
            "loyalty_id": _only_equal,
            "external_customer_id": _only_equal,
            "company_name": _texts,
            "occupation": _texts,
        }

    def levels(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """int8 array (comparisons, pairs); row order as in levels.ALL."""
        f = self.features
        result = np.zeros((len(ALL), len(left)), dtype=np.int8)

        def fill(names: tuple[str, ...], function: Callable[..., Any]) -> None:
            result[[PLACE[name] for name in names]] = function(left, right)

        tasks = {
            ("first_name", "last_name", "name_order", "middle_name"): self._names.levels,
            **{(name,): partial(self._values, name) for name in self._pairs_of_values},
            ("birth_date",): partial(birth_date_levels, f),
            ("locality",): partial(locality_levels, f),
            ("gender",): self._genders,
            ("source_system",): self._sources,
            ("observed_together",): self._observed_together,
        }
        run_all(*(partial(fill, *task) for task in tasks.items()))
        self._emails.mark_namesakes(result, left, right)
        self._emails.fill_years(result, left, right)
        result[PLACE["names_together"]] = names_together(result)
        return result

    def _values(self, name: str, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        column: Encoded = getattr(self.features, name)
        if column.codes.max(initial=-1) < 0:
            return np.zeros(len(left), dtype=np.int8)
        scorer = self._pairs_of_values[name]
        if name not in self._texts:
            self._texts[name] = texts_of(column.values)
        return levels_of_pairs(column.codes[left], column.codes[right], self._texts[name], scorer)

    def _genders(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        a, b = self.features.gender[left], self.features.gender[right]
        return np.where((a < 0) | (b < 0), 0, np.where(a == b, 1, 2))

    def _sources(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        a, b = self.features.source[left], self.features.source[right]
        return np.where((a < 0) | (b < 0), 0, np.where(a == b, 2, 1))

    def _observed_together(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        return np.isin(left * np.int64(self.features.count) + right, self._links)


def _phones(a, b, low, high) -> np.ndarray:
    is_close = edits(a, b, 1) <= 1
    return choose("phone", {"close": is_close})


def _national_ids(a, b, low, high) -> np.ndarray:
    longest = np.maximum([len(x) for x in a], [len(x) for x in b])
    return choose("national_id", {"close": (edits(a, b, 1) <= 1) & (longest >= 6)})


def _only_equal(a, b, low, high) -> np.ndarray:
    return np.full(len(a), 2, dtype=np.int8)


def _texts(a, b, low, high) -> np.ndarray:
    return np.where(is_text_close(a, b), 2, 3).astype(np.int8)
