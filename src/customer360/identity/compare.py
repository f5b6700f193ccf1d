"""Level codes of candidate pairs, one column per comparison."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pyarrow.compute as pc
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from customer360.identity.encoded import Encoded, encode, map_codes
from customer360.identity.features import Features
from customer360.identity.levels import ALL, BY_NAME, PLACE
from customer360.identity.lookups import Lookups
from customer360.identity.similarity import (
    Names,
    edits,
    is_text_close,
    levels_of_pairs,
    scores,
    texts_of,
)


def _code(comparison: str, level: str) -> int:
    return BY_NAME[comparison].level(level)


#: Comparisons that can support equal names.
_SUPPORT = tuple(
    name
    for name in PLACE
    if name not in ("first_name", "last_name", "name_order", "names_together", "gender")
    and "different" in BY_NAME[name].shares
)


class Comparer:
    """Compares pairs of rows of one company."""

    def __init__(self, features: Features, lookups: Lookups, links: np.ndarray):
        self.features = features
        self.names = Names(features.first.values, features.skeleton_of_name, lookups.nicknames)
        self.link_keys = np.unique(links[:, 0] * np.int64(features.count) + links[:, 1])

    def levels(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """int8 array (comparisons, pairs); row order as in levels.ALL."""
        result = np.zeros((len(ALL), len(left)), dtype=np.int8)
        f = self.features
        first, last, order = self._names(left, right)
        result[PLACE["first_name"]] = first
        result[PLACE["last_name"]] = last
        result[PLACE["name_order"]] = order
        result[PLACE["middle_name"]] = self._middle_names(left, right, order)
        result[PLACE["birth_date"]] = self._birth_dates(left, right)
        gender = f.gender[left], f.gender[right]
        result[PLACE["gender"]] = np.where(
            (gender[0] < 0) | (gender[1] < 0), 0, np.where(gender[0] == gender[1], 1, 2)
        )
        for name, scorer in (
            ("email", self._emails),
            ("phone", _phones),
            ("street", self._streets),
            ("national_id", _national_ids),
            ("loyalty_id", _only_equal),
            ("external_customer_id", _only_equal),
            ("company_name", _texts),
            ("occupation", _texts),
        ):
            column: Encoded = getattr(f, name)
            if column.is_empty or column.codes.max(initial=-1) < 0:
                continue
            result[PLACE[name]] = levels_of_pairs(
                column.codes[left], column.codes[right], texts_of(column.values), scorer
            )
        self._mark_namesakes(result, left, right)
        result[PLACE["locality"]] = self._localities(left, right)
        keys = left * np.int64(f.count) + right
        result[PLACE["observed_together"]] = np.isin(keys, self.link_keys)
        result[PLACE["names_together"]] = self._names_together(result)
        return result

    def _names(self, left, right) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        f = self.features
        first_a, first_b = f.first.codes[left], f.first.codes[right]
        last_a, last_b = f.last.codes[left], f.last.codes[right]
        first = levels_of_pairs(first_a, first_b, self.names.texts, self._first_names)
        last = levels_of_pairs(last_a, last_b, self.names.texts, self._last_names)
        is_swapped = self._turn(first, last, (first_a, last_a), (first_b, last_b))
        weak = np.flatnonzero((first >= _code("first_name", "initial")) & ~is_swapped)
        first[weak] = np.where(
            self._is_middle_name(left[weak], right[weak], first_a[weak], first_b[weak]),
            _code("first_name", "alias"),
            first[weak],
        )
        is_meant = f.has_separate_names[left] & f.has_separate_names[right]
        order = np.where(is_meant, _code("name_order", "swapped"), _code("name_order", "unsure"))
        return first, last, np.where(is_swapped, order, 0).astype(np.int8)

    def _turn(self, first, last, one, other) -> np.ndarray:
        """Compare the names crosswise where that explains the pair and the straight way does not.

        Changes the levels ``first`` and ``last`` in place; returns where names are swapped.
        """
        near_first, near_last = _code("first_name", "alias"), _code("last_name", "part")
        is_near = ((first > 0) & (first <= near_first)) | ((last > 0) & (last <= near_last))
        rows = np.flatnonzero(~is_near)
        (first_a, last_a), (first_b, last_b) = (
            (names[0][rows], names[1][rows]) for names in (one, other)
        )
        texts = self.names.texts
        # The left record's field names the comparison: its first name against the other's last.
        cross_first = levels_of_pairs(first_a, last_b, texts, self._first_names)
        cross_last = levels_of_pairs(last_a, first_b, texts, self._last_names)
        good_first = (cross_first > 0) & (cross_first <= _code("first_name", "close"))
        good_last = (cross_last > 0) & (cross_last <= _code("last_name", "close"))
        fits_first = (
            good_first | (cross_first == 0) | (cross_first == _code("first_name", "initial"))
        )
        fits_last = good_last | (cross_last == 0) | (cross_last == _code("last_name", "initial"))
        turned = (good_first & fits_last) | (good_last & fits_first)
        first[rows[turned]], last[rows[turned]] = cross_first[turned], cross_last[turned]
        is_swapped = np.zeros(len(first), dtype=bool)
        is_swapped[rows[turned]] = True
        return is_swapped

    def _is_middle_name(self, left, right, first_a, first_b) -> np.ndarray:
        """Whether one's first name is among the other's middle names, or they share one."""
        known = (first_a >= 0) & (first_b >= 0)
        hit = np.zeros(len(left), dtype=bool)
        for middle in self.features.middles:
            a, b = middle.codes[left], middle.codes[right]
            hit |= (first_a == b) | (a == first_b)
        return hit & known

    @staticmethod
    def _names_together(levels: np.ndarray) -> np.ndarray:
        first, last = levels[PLACE["first_name"]], levels[PLACE["last_name"]]
        near_first, near_last = _code("first_name", "alias"), _code("last_name", "part")
        both = (first > 0) & (first <= near_first) & (last > 0) & (last <= near_last)
        supported = np.zeros(levels.shape[1], dtype=bool)
        for name in _SUPPORT:
            level = levels[PLACE[name]]
            supported |= (level > 0) & (level < _code(name, "different"))
        supported |= levels[PLACE["observed_together"]] > 0
        return np.where(both, np.where(supported, 1, 2), 0)

    def _middle_names(self, left, right, order) -> np.ndarray:
        """The first middle names or patronymics; not where the names are turned round."""
        middle = self.features.middles[0].codes
        levels = levels_of_pairs(
            middle[left], middle[right], self.names.texts, self._middle_name_pairs
        )
        levels[order > 0] = 0
        other = self.features.middles[1].codes
        is_elsewhere = (middle[left] == other[right]) | (other[left] == middle[right])
        levels[is_elsewhere & (levels > 1)] = _code("middle_name", "close")
        return levels

    def _middle_name_pairs(self, a, b, low, high) -> np.ndarray:
        is_close, is_similar = self.names.nearness(a, b, low, high)
        is_initial = self.names.is_initial(low, high)
        return _choose("middle_name", {"close": is_close | is_similar, "initial": is_initial})

    def _first_names(self, a, b, low, high) -> np.ndarray:
        names = self.names
        is_close, is_similar = names.nearness(a, b, low, high)
        is_alias = names.are_aliases(low, high) | names.share_a_word(low, high)
        is_initial = self.names.is_initial(low, high)
        choices = {
            "exact": self.names.are_joined(a, b),
            "alias": is_alias & ~is_close,
            "close": is_close,
            "initial": is_initial,
        }
        return _choose("first_name", {**choices, "similar": is_similar})

    def _last_names(self, a, b, low, high) -> np.ndarray:
        is_close, is_similar = self.names.nearness(a, b, low, high)
        is_part = self.names.share_a_word(low, high)
        is_initial = self.names.is_initial(low, high)
        choices = {"close": is_close, "part": is_part, "initial": is_initial}
        return _choose("last_name", {**choices, "similar": is_similar})

    def _birth_dates(self, left, right) -> np.ndarray:
        f = self.features
        (y1, m1, d1), (y2, m2, d2) = (
            (f.year[rows], f.month[rows], f.day[rows]) for rows in (left, right)
        )
        known = (y1 >= 0) & (y2 >= 0)
        same_year, same_month, same_day = y1 == y2, m1 == m2, d1 == d2
        parts = same_year.astype(np.int8) + same_month + same_day
        is_slip = (parts == 2) & self._is_one_error(y1, m1, d1, y2, m2, d2)
        levels = _choose(
            "birth_date",
            {
                "exact": parts == 3,
                "swapped": same_year & (m1 == d2) & (d1 == m2),
                "day_error": is_slip & same_year,
                "year_error": is_slip,
                "two_parts": parts == 2,
                "same_year": same_year,
                "next_year": np.abs(y1 - y2) == 1,
            },
        )
        return np.where(known, levels, 0).astype(np.int8)

    @staticmethod
    def _is_one_error(y1, m1, d1, y2, m2, d2) -> np.ndarray:
        """One digit differs, or two neighbours are exchanged, in the one part that differs."""
        result = np.zeros(len(y1), dtype=bool)
        for a, b, width in ((y1, y2, 4), (m1, m2, 2), (d1, d2, 2)):
            digits = [(a // 10**p % 10, b // 10**p % 10) for p in range(width)]
            wrong = sum((x != y).astype(np.int8) for x, y in digits)
            turned = np.zeros(len(a), dtype=bool)
            for (x1, x2), (z1, z2) in zip(digits, digits[1:], strict=False):
                turned |= (x1 == z2) & (z1 == x2) & (wrong == 2) & (x1 != z1)
            result |= (wrong == 1) | turned
        return result

    @cached_property
    def _local_of_email(self) -> np.ndarray:
        values = self.features.email.values
        return texts_of(pc.replace_substring_regex(values, "@[^@]*$", ""))

    def _emails(self, a, b, low, high) -> np.ndarray:
        local_a, local_b = self._local_of_email[low], self._local_of_email[high]
        is_same_local = (local_a == local_b) & (
            pc.utf8_length(pc.cast(local_a, "string")).to_numpy() >= 4
        )
        is_close = scores(a, b, JaroWinkler.similarity, score_cutoff=0.9) > 0
        near = np.flatnonzero(is_close)
        is_close[near] = edits(a[near], b[near], 3) <= 3
        return _choose("email", {"same_local_part": is_same_local, "close": is_close})

    @cached_property
    def _email_digits(self) -> np.ndarray:
        """Code of the digits in each address; -1 where it has fewer than two."""
        digits = pc.replace_substring_regex(self.features.email.values, "[^0-9]", "")
        has_some = pc.greater_equal(pc.utf8_length(digits), 2)
        return encode(pc.if_else(has_some, digits, None)).codes

    def _mark_namesakes(self, levels: np.ndarray, left, right) -> None:
        """Near e-mail addresses made of the names are no evidence of their own."""
        email = levels[PLACE["email"]]
        is_near = np.isin(email, [_code("email", "same_local_part"), _code("email", "close")])
        near_first, near_last = _code("first_name", "initial"), _code("last_name", "part")
        first, last = levels[PLACE["first_name"]], levels[PLACE["last_name"]]
        first_agrees, last_agrees = (
            (first > 0) & (first <= near_first),
            (last > 0) & (last <= near_last),
        )
        rows = np.flatnonzero(is_near & (first_agrees | last_agrees))
        rows = rows[
            (first_agrees & last_agrees)[rows]
            | self._is_made_of_names(left[rows])
            | self._is_made_of_names(right[rows])
        ]
        codes = self.features.email.codes
        a, b = codes[left[rows]], codes[right[rows]]
        digits, domains = self._email_digits, self._email_domains
        is_slip = (digits[a] == digits[b]) & ((digits[a] >= 0) | (domains[a] == domains[b]))
        email[rows] = np.where(
            is_slip, _code("email", "close_namesake"), _code("email", "namesake")
        )

    @cached_property
    def _email_domains(self) -> np.ndarray:
        values = self.features.email.values
        return encode(pc.replace_substring_regex(values, "^.*@", "")).codes

    def _is_made_of_names(self, rows: np.ndarray) -> np.ndarray:
        """Whether the e-mail address of each row contains a name of that row."""
        f = self.features
        local = np.append(self._local_of_email, "")[f.email.codes[rows]].astype(str)
        result = np.zeros(len(rows), dtype=bool)
        for name in (f.first, f.last):
            text = np.append(self.names.texts, "")[name.codes[rows]].astype(str)
            result |= (np.strings.find(local, text) >= 0) & (np.strings.str_len(text) >= 3)
        return result

    @cached_property
    def _house_of_street(self) -> np.ndarray:
        f = self.features
        house = np.full(len(f.street.values), -1, dtype=np.int64)
        known = f.street.codes >= 0
        house[f.street.codes[known]] = f.house_number.codes[known]
        return house

    def _streets(self, a, b, low, high) -> np.ndarray:
        ratio = scores(a, b, fuzz.ratio, score_cutoff=50)
        is_close = ratio >= 85
        rest = np.flatnonzero(~is_close)
        token_set = np.zeros(len(a))
        token_set[rest] = scores(a[rest], b[rest], fuzz.token_set_ratio, score_cutoff=75)
        return _choose(
            "street",
            {"close": is_close | (token_set >= 92), "similar": (ratio >= 70) | (token_set >= 75)},
        )

    @cached_property
    def _areas(self) -> np.ndarray:
        f = self.features
        starts = pc.utf8_slice_codeunits(f.postal_code.values, 0, 3)
        return map_codes(f.postal_code, encode(starts).codes)

    def _localities(self, left, right) -> np.ndarray:
        f = self.features
        code = (
            levels_of_pairs(
                f.postal_code.codes[left],
                f.postal_code.codes[right],
                texts_of(f.postal_code.values),
                _close_codes,
            )
            if not f.postal_code.is_empty
            else np.zeros(len(left), np.int8)
        )
        city = (
            levels_of_pairs(
                f.city.codes[left], f.city.codes[right], texts_of(f.city.values), _close_texts
            )
            if not f.city.is_empty
            else np.zeros(len(left), np.int8)
        )
        same_area = (self._areas[left] == self._areas[right]) & (self._areas[left] >= 0) | (
            code == 2
        )
        same_city = (city == 1) | (city == 2)
        levels = _choose(
            "locality",
            {
                "postal_code_and_city": (code == 1) & same_city,
                "postal_code": code == 1,
                "area": same_area & (same_city | (city == 0)),
                "city": same_city,
            },
        )
        # The area alone against another city says little.
        levels = np.where(same_area & (city == 3), _code("locality", "area"), levels)
        return np.where((code == 0) & (city == 0), 0, levels).astype(np.int8)


def _choose(comparison: str, conditions: dict[str, np.ndarray]) -> np.ndarray:
    """The first level of which the condition holds, else "different"."""
    chosen = np.select(
        list(conditions.values()),
        [_code(comparison, level) for level in conditions],
        default=_code(comparison, "different"),
    )
    return chosen.astype(np.int8)


def _phones(a, b, low, high) -> np.ndarray:
    is_close = edits(a, b, 1) <= 1
    return _choose("phone", {"close": is_close})


def _national_ids(a, b, low, high) -> np.ndarray:
    longest = np.maximum([len(x) for x in a], [len(x) for x in b])
    return _choose("national_id", {"close": (edits(a, b, 1) <= 1) & (longest >= 6)})


def _only_equal(a, b, low, high) -> np.ndarray:
    return np.full(len(a), 2, dtype=np.int8)


def _texts(a, b, low, high) -> np.ndarray:
    return np.where(is_text_close(a, b), 2, 3).astype(np.int8)


def _close_codes(a, b, low, high) -> np.ndarray:
    return np.where(edits(a, b, 1) <= 1, 2, 3).astype(np.int8)


def _close_texts(a, b, low, high) -> np.ndarray:
    is_close = scores(a, b, JaroWinkler.similarity, score_cutoff=0.9) > 0
    is_close |= scores(a, b, fuzz.ratio, score_cutoff=82) > 0
    return np.where(is_close, 2, 3).astype(np.int8)
