"""Level codes of candidate pairs, one row per comparison."""

from __future__ import annotations

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


class Comparer:
    """Compares pairs of rows of one company."""

    def __init__(self, features: Features, lookups: Lookups, links: np.ndarray):
        self.features = features
        self._names = NameComparer(features, lookups)
        self._emails = EmailComparer(features)
        self._links = np.unique(links[:, 0] * np.int64(features.count) + links[:, 1])
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
        first, last, order = self._names.levels(left, right)
        result[PLACE["first_name"]] = first
        result[PLACE["last_name"]] = last
        result[PLACE["name_order"]] = order
        result[PLACE["middle_name"]] = self._names.middle_names(left, right, order)
        result[PLACE["birth_date"]] = birth_date_levels(f, left, right)
        result[PLACE["gender"]] = _genders(f.gender[left], f.gender[right])
        for name, scorer in self._pairs_of_values.items():
            column: Encoded = getattr(f, name)
            if column.codes.max(initial=-1) >= 0:
                result[PLACE[name]] = levels_of_pairs(
                    column.codes[left], column.codes[right], texts_of(column.values), scorer
                )
        self._emails.mark_namesakes(result, left, right)
        result[PLACE["locality"]] = locality_levels(f, left, right)
        keys = left * np.int64(f.count) + right
        result[PLACE["observed_together"]] = np.isin(keys, self._links)
        result[PLACE["names_together"]] = names_together(result)
        return result


def _genders(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.where((a < 0) | (b < 0), 0, np.where(a == b, 1, 2))


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
