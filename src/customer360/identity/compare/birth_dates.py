"""Birth dates: exchanged parts, one wrong digit, one wrong part."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from customer360.identity.compare.choice import choose
from customer360.identity.features import Features

#: Dates no further apart than this are near, whichever parts they share.
NEAR_DAYS = 31


def birth_date_levels(f: Features, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    (y1, m1, d1), (y2, m2, d2) = (
        (f.year[rows], f.month[rows], f.day[rows]) for rows in (left, right)
    )
    known = (y1 >= 0) & (y2 >= 0)
    same_year, same_month, same_day = y1 == y2, m1 == m2, d1 == d2
    parts = same_year.astype(np.int8) + same_month + same_day
    is_slip = (parts == 2) & _is_one_error(y1, m1, d1, y2, m2, d2)
    levels = choose(
        "birth_date",
        {
            "exact": parts == 3,
            "swapped": same_year & (m1 == d2) & (d1 == m2),
            "day_error": is_slip & same_year,
            "year_error": is_slip,
            "two_parts": parts == 2,
            "near": np.abs(_day_number(y1, m1, d1) - _day_number(y2, m2, d2)) <= NEAR_DAYS,
            "same_year": same_year,
            "next_year": np.abs(y1 - y2) == 1,
        },
    )
    return np.where(known, levels, 0).astype(np.int8)


def _day_number(year, month, day) -> np.ndarray:
    """Days since a fixed day, months counted evenly: two days off at most."""
    return np.rint(year.astype(np.float64) * 365.25 + month * 30.44 + day)


def _is_one_error(y1, m1, d1, y2, m2, d2) -> np.ndarray:
    """One digit differs, or two neighbours are exchanged, in the one part that differs."""
    result = np.zeros(len(y1), dtype=bool)
    for a, b, width in ((y1, y2, 4), (m1, m2, 2), (d1, d2, 2)):
        digits = [(a // 10**p % 10, b // 10**p % 10) for p in range(width)]
        wrong = sum((x != y).astype(np.int8) for x, y in digits)
        turned = np.zeros(len(a), dtype=bool)
        for (x1, x2), (z1, z2) in pairwise(digits):
            turned |= (x1 == z2) & (z1 == x2) & (wrong == 2) & (x1 != z1)
        result |= (wrong == 1) | turned
    return result
