"""E-mail addresses; near ones that the names explain are no evidence of their own."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz.distance import JaroWinkler

from customer360.identity.compare.choice import choose, code
from customer360.identity.compare.similarity import edits, scores, texts_of
from customer360.identity.encoded import Encoded, encode
from customer360.identity.features import Features
from customer360.identity.levels import PLACE

#: A domain is a mistyped one where so much fewer addresses have it than the right one.
_MISTYPED = 0.05


class EmailComparer:
    """Compares the e-mail addresses of pairs of rows of one company."""

    def __init__(self, features: Features):
        self.features = features

    def pairs(self, a, b, low, high) -> np.ndarray:
        local = self._local_codes
        is_same_local = (local[low] == local[high]) & (self._local_lengths[low] >= 4)
        is_close = scores(a, b, JaroWinkler.similarity, score_cutoff=0.9) > 0
        near = np.flatnonzero(is_close)
        is_close[near] = edits(a[near], b[near], 3) <= 3
        return choose("email", {"same_local_part": is_same_local, "close": is_close})

    def mark_namesakes(self, levels: np.ndarray, left, right) -> None:
        """Near e-mail addresses made of the names are no evidence of their own."""
        email = levels[PLACE["email"]]
        is_near = np.isin(email, [code("email", "same_local_part"), code("email", "close")])
        near_first, near_last = code("first_name", "initial"), code("last_name", "part")
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
        digits, is_number = self._digits(a, b)
        is_one_domain, is_typo = self._domains(a, b)
        # Who finds an address taken puts a number behind it: another number, another account.
        is_near = (is_one_domain | is_typo | is_number) & (digits[0] == digits[1])
        # Nobody mistypes a dot as a line: these are two addresses.
        letters_a, letters_b = self._letters(a, b)
        is_near &= (letters_a != letters_b) | ~is_one_domain
        # Names that are the same explain no other letter, and no name explains another domain.
        is_slip = is_near & (is_one_domain | is_typo) & self._have_one_name(levels[:, rows])
        email[rows] = np.select(
            [is_slip, is_near],
            [code("email", "close"), code("email", "close_namesake")],
            default=code("email", "namesake"),
        )

    def fill_years(self, levels: np.ndarray, left, right) -> None:
        """Years that addresses name, beside each other or a birth date; not of near addresses."""
        f, email = self.features, levels[PLACE["email"]]
        is_apart = (email == 0) | (email >= code("email", "namesake"))
        rows = np.flatnonzero(is_apart & (levels[PLACE["birth_date"]] == 0))
        years = np.where(f.year >= 0, f.year % 100, f.email_year)
        a, b = years[left[rows]], years[right[rows]]
        known = (a >= 0) & (b >= 0)
        levels[PLACE["email_year"]][rows] = np.where(known, np.where(a == b, 1, 2), 0)

    @staticmethod
    def _have_one_name(levels: np.ndarray) -> np.ndarray:
        names = ("first_name", "last_name")
        return np.logical_and.reduce([levels[PLACE[name]] == code(name, "exact") for name in names])

    def _is_made_of_names(self, rows: np.ndarray) -> np.ndarray:
        """Whether the e-mail address of each row contains a name of that row."""
        f = self.features
        rows, inverse = np.unique(rows, return_inverse=True)
        local = _texts_at(self._locals, f.email.codes[rows])
        result = np.zeros(len(rows), dtype=bool)
        for name in (f.first, f.last):
            text = _texts_at(name.values, name.codes[rows])
            result |= (np.strings.find(local, text) >= 0) & (np.strings.str_len(text) >= 3)
        return result[inverse]

    @cached_property
    def _locals(self) -> pa.Array:
        return pc.replace_substring_regex(self.features.email.values, "@[^@]*$", "")

    @cached_property
    def _local_codes(self) -> np.ndarray:
        return encode(self._locals).codes

    @cached_property
    def _local_lengths(self) -> np.ndarray:
        return pc.utf8_length(self._locals).to_numpy()

    def _digits(self, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Codes of the digits in each address (2, pairs); whether the first are two or more."""
        digits = pc.replace_substring_regex(self._addresses(a, b), "[^0-9]+", "")
        is_number = pc.greater_equal(pc.utf8_length(digits), 2).to_numpy(zero_copy_only=False)
        return encode(digits).codes.reshape(2, -1), is_number[: len(a)]

    def _domains(self, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Whether two addresses have one domain, or one is the other's mistyped: near and rare."""
        domains = self._domain_names
        a, b = domains.codes[a], domains.codes[b]
        few, many = np.sort(domains.counts[np.stack([a, b])], axis=0)
        is_typo = (a != b) & (few <= _MISTYPED * many)
        texts, rows = texts_of(domains.values), np.flatnonzero(is_typo)
        is_typo[rows] = edits(texts[a[rows]], texts[b[rows]], 2) <= 2
        return a == b, is_typo

    @cached_property
    def _domain_names(self) -> Encoded:
        return encode(pc.replace_substring_regex(self.features.email.values, "^.*@", ""))

    def _letters(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        local = pc.replace_substring_regex(self._addresses(a, b), "@.*$|[._-]+", "")
        return encode(local).codes.reshape(2, -1)

    def _addresses(self, a: np.ndarray, b: np.ndarray) -> pa.Array:
        return self.features.email.values.take(pa.array(np.concatenate([a, b])))


def _texts_at(values: pa.Array, codes: np.ndarray) -> np.ndarray:
    """The values of the codes; empty where there is none."""
    texts = pc.fill_null(values.take(pa.array(codes, mask=codes < 0)), "")
    return texts.to_numpy(zero_copy_only=False).astype(str)
