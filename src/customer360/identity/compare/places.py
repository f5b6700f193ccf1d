"""Streets and localities."""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from customer360.identity.compare.choice import choose
from customer360.identity.compare.similarity import (
    Scorer,
    edits,
    levels_of_pairs,
    scores,
    texts_of,
)
from customer360.identity.encoded import Encoded, encode, map_codes
from customer360.identity.features import Features

#: Signs of a postal code that name the area.
_AREA_SIGNS = 3


def street_pairs(a, b, low, high) -> np.ndarray:
    """Levels of pairs of different streets."""
    ratio = scores(a, b, fuzz.ratio, score_cutoff=50)
    is_close = ratio >= 85
    rest = np.flatnonzero(~is_close)
    token_set = np.zeros(len(a))
    token_set[rest] = scores(a[rest], b[rest], fuzz.token_set_ratio, score_cutoff=75)
    return choose(
        "street",
        {"close": is_close | (token_set >= 92), "similar": (ratio >= 70) | (token_set >= 75)},
    )


def locality_levels(f: Features, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Postal code and town as one comparison: they are one piece of evidence."""
    postal_code = _levels(f.postal_code, left, right, _close_codes)
    city = _levels(f.city, left, right, _close_texts)
    starts = encode(pc.utf8_slice_codeunits(f.postal_code.values, 0, _AREA_SIGNS))
    area = map_codes(f.postal_code, starts.codes)
    same_area = ((area[left] == area[right]) & (area[left] >= 0)) | (postal_code == 2)
    same_city = (city == 1) | (city == 2)
    levels = choose(
        "locality",
        {
            "postal_code_and_city": (postal_code == 1) & same_city,
            "postal_code": postal_code == 1,
            "area": same_area,
            "city": same_city,
        },
    )
    return np.where((postal_code == 0) & (city == 0), 0, levels).astype(np.int8)


def _levels(column: Encoded, left, right, scorer: Scorer) -> np.ndarray:
    if column.is_empty:
        return np.zeros(len(left), dtype=np.int8)
    return levels_of_pairs(column.codes[left], column.codes[right], texts_of(column.values), scorer)


def _close_codes(a, b, low, high) -> np.ndarray:
    return np.where(edits(a, b, 1) <= 1, 2, 3).astype(np.int8)


def _close_texts(a, b, low, high) -> np.ndarray:
    is_close = scores(a, b, JaroWinkler.similarity, score_cutoff=0.9) > 0
    is_close |= scores(a, b, fuzz.ratio, score_cutoff=82) > 0
    return np.where(is_close, 2, 3).astype(np.int8)
