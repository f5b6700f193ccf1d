"""Which of two family names can be readings of one Chinese character."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from customer360.standardise.chinese_names import FAMILY_READINGS


class FamilyNames:
    """Which of the distinct folded names of a company can be readings of one character."""

    def __init__(self, values: pa.Array):
        place = {name: row for row, name in enumerate(values.to_pylist())}
        count = np.int64(max(len(values), 1))
        pairs = {
            min(place[a], place[b]) * count + max(place[a], place[b])
            for group in FAMILY_READINGS
            for a in group
            for b in group
            if a != b and a in place and b in place
        }
        self._count = count
        self._pairs = np.array(sorted(pairs), dtype=np.int64)

    def are_readings(self, low: np.ndarray, high: np.ndarray) -> np.ndarray:
        return np.isin(low * self._count + high, self._pairs)
