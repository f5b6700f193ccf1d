"""Levels of pairs of distinct values; each kind of value has its own notion of nearness."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, JaroWinkler, Prefix

from customer360 import standardise
from customer360.identity.encoded import encode
from customer360.threads import thread_count

#: (left texts, right texts, left codes, right codes) -> level per pair of different values.
Scorer = Callable[[np.ndarray, np.ndarray, np.ndarray, np.ndarray], np.ndarray]
#: In the nicknames: what a child of any name may be called at home.
ANY_NAME = "*"
#: Signs of a syllable that a pet name says twice.
_SYLLABLE = (2, 3)


def levels_of_pairs(
    left: np.ndarray, right: np.ndarray, texts: np.ndarray, scorer: Scorer, exact: int = 1
) -> np.ndarray:
    """Level per pair of value codes: 0 missing, ``exact`` where equal, else what ``scorer`` says.

    The scorer sees each unordered pair of different values once.
    """
    levels = np.zeros(len(left), dtype=np.int8)
    known = (left >= 0) & (right >= 0)
    levels[known & (left == right)] = exact
    open_pairs = np.flatnonzero(known & (left != right))
    if len(open_pairs) == 0:
        return levels
    a, b = left[open_pairs], right[open_pairs]
    keys = np.minimum(a, b).astype(np.int64) * len(texts) + np.maximum(a, b)
    inverse, distinct = pd.factorize(keys)
    low, high = np.divmod(distinct, len(texts))
    levels[open_pairs] = scorer(texts[low], texts[high], low, high)[inverse]
    return levels


def texts_of(values: pa.Array) -> np.ndarray:
    return values.to_numpy(zero_copy_only=False)


def scores(a: np.ndarray, b: np.ndarray, scorer, **options) -> np.ndarray:
    return process.cpdist(a, b, scorer=scorer, workers=thread_count(), **options)


def edits(a: np.ndarray, b: np.ndarray, at_most: int) -> np.ndarray:
    """Edit distance with transpositions; anything above ``at_most`` counts as one more."""
    return scores(a, b, OSA.distance, score_cutoff=at_most, dtype=np.int32)


class Names:
    """What is known about each distinct folded name, for scoring pairs of them."""

    MAX_WORDS = 3

    def __init__(self, values: pa.Array, skeletons: np.ndarray, nicknames: pa.Table):
        self.texts = texts_of(values)
        self.skeletons = skeletons
        self.lengths = pc.utf8_length(values).to_numpy(zero_copy_only=False)
        self.initials = encode(pc.utf8_slice_codeunits(values, 0, 1)).codes
        self.words = self._words(values)
        self.aliases = self._aliases(values, nicknames)
        house_names = nicknames["nickname"].filter(pc.equal(nicknames["name"], ANY_NAME))
        self.is_house_name = pc.is_in(values, house_names.combine_chunks()).to_numpy(False)
        self.doubled, self.starts = self._syllables(values)

    def _words(self, values: pa.Array) -> np.ndarray:
        """Codes of the first words of each name; -1 where it has fewer."""
        pattern = "^" + "".join(f"(?P<w{i}>[^ ]*) ?" for i in range(self.MAX_WORDS))
        parts = pc.extract_regex(values, pattern)
        columns = [pc.struct_field(parts, f"w{i}") for i in range(self.MAX_WORDS)]
        whole = pa.concat_arrays([*columns, values])
        encoded = encode(pc.if_else(pc.greater(pc.utf8_length(whole), 1), whole, None))
        self._word_texts = texts_of(encoded.values)
        return encoded.codes.reshape(self.MAX_WORDS + 1, -1)[:-1].T

    def _aliases(self, values: pa.Array, nicknames: pa.Table) -> np.ndarray:
        """Sorted keys (low code * n + high code) of names that stand for each other.

        A name and its nicknames, and two nicknames of one name, though the name itself may not
        occur; whichever way they are transliterated.
        """
        spelt = pd.Series(standardise.name_spellings(values).to_numpy(False), name="spelling")
        codes = pd.DataFrame({"spelling": spelt, "code": np.arange(len(spelt), dtype=np.int64)})
        nicknames = nicknames.filter(pc.not_equal(nicknames["name"], ANY_NAME))
        name, nickname = (
            standardise.name_spellings(nicknames[column]).to_numpy(False)
            for column in ("name", "nickname")
        )
        group = pd.DataFrame({"of": np.append(name, name), "spelling": np.append(name, nickname)})
        members = group.drop_duplicates().merge(codes.dropna(), on="spelling")
        pairs = members.merge(members, on="of")
        a, b = pairs["code_x"].to_numpy(), pairs["code_y"].to_numpy()
        return np.unique((a * len(values) + b)[a < b])

    def are_aliases(self, a, b, low: np.ndarray, high: np.ndarray) -> np.ndarray:
        """Known by the lookup, cut short (Steph, Stephanie) or a syllable said twice (Momo)."""
        known = np.isin(low * np.int64(len(self.texts)) + high, self.aliases)
        shorter = np.minimum(self.lengths[low], self.lengths[high])
        longer = np.maximum(self.lengths[low], self.lengths[high])
        may_be_cut = np.flatnonzero((shorter >= 3) & (longer - shorter >= 2) & ~known)
        common = scores(a[may_be_cut], b[may_be_cut], Prefix.similarity, dtype=np.int32)
        known[may_be_cut] = common == shorter[may_be_cut]
        for one, other in ((low, high), (high, low)):
            doubled = self.doubled[one]
            known |= (doubled >= 0) & (self.starts[other] == doubled[:, None]).any(axis=1)
        return known

    def _syllables(self, values: pa.Array) -> tuple[np.ndarray, np.ndarray]:
        """Code of the part that a name says twice (-1: none), and of its first signs."""
        halves = [pc.utf8_slice_codeunits(values, 0, n) for n in _SYLLABLE]
        is_double = [
            pc.equal(values, pc.binary_join_element_wise(half, half, "")) for half in halves
        ]
        nothing = pa.scalar(None, pa.string())
        doubled = pc.coalesce(
            *(
                pc.if_else(is_twice, half, nothing)
                for is_twice, half in zip(is_double, halves, strict=True)
            )
        )
        codes = encode(pa.concat_arrays([doubled, *halves])).codes.reshape(len(_SYLLABLE) + 1, -1)
        return codes[0], codes[1:].T

    def is_initial(self, low: np.ndarray, high: np.ndarray) -> np.ndarray:
        """One is the first letter of the other."""
        shorter = np.minimum(self.lengths[low], self.lengths[high])
        return (shorter == 1) & (self.initials[low] == self.initials[high])

    def are_joined(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """Equal but for spaces: Hui Ling and Huiling."""
        joined = (pc.replace_substring(pa.array(side, pa.string()), " ", "") for side in (a, b))
        return pc.equal(*joined).to_numpy(zero_copy_only=False)

    def share_a_word(self, low: np.ndarray, high: np.ndarray, near: bool = False) -> np.ndarray:
        """Whether names of several words have one in common, or with ``near`` nearly so."""
        a, b = self.words[low], self.words[high]
        some = np.flatnonzero((a[:, 1] >= 0) | (b[:, 1] >= 0))
        shared = np.zeros(len(low), dtype=bool)
        for i, j in product(range(self.MAX_WORDS), repeat=2):
            one, other = a[some, i], b[some, j]
            is_shared = (one == other) & (one >= 0)
            open_pairs = np.flatnonzero((one != other) & (one >= 0) & (other >= 0) & near)
            if len(open_pairs):
                is_shared[open_pairs] = self._are_words_near(one[open_pairs], other[open_pairs])
            shared[some] |= is_shared
        return shared

    def _are_words_near(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        a, b = self._word_texts[a], self._word_texts[b]
        is_long = np.array([min(map(len, pair)) >= 4 for pair in zip(a, b, strict=True)])
        return is_long & (edits(a, b, 1) <= 1)

    def nearness(self, a: np.ndarray, b: np.ndarray, low: np.ndarray, high: np.ndarray):
        """(close, similar): a typing error apart; and alike to the eye or the ear."""
        shorter = np.minimum(self.lengths[low], self.lengths[high])
        longer = np.maximum(self.lengths[low], self.lengths[high])
        likeness = scores(a, b, JaroWinkler.similarity, score_cutoff=0.7)
        is_close, is_similar = np.zeros(len(a), dtype=bool), likeness >= 0.84
        near = np.flatnonzero(likeness > 0)
        distance = edits(a[near], b[near], 2)
        is_close[near] = ((distance <= 1) & (shorter[near] >= 3)) | (
            (distance <= 2) & (shorter[near] >= 7)
        )
        sounds_alike = (self.skeletons[low] == self.skeletons[high]) & (shorter >= 3)
        is_close |= (likeness >= 0.94) & (longer - shorter <= 2)
        is_close |= sounds_alike & (likeness >= 0.88)
        return is_close, is_similar | (sounds_alike & (likeness > 0))


def is_text_close(a: np.ndarray, b: np.ndarray, low=None, high=None) -> np.ndarray:
    """Words alike in any order (similarity 0.85), typing errors allowed."""
    return scores(a, b, fuzz.token_sort_ratio, score_cutoff=85) > 0
