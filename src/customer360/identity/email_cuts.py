"""E-mail addresses cut in two, where each side may be a name."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360 import standardise
from customer360.identity.encoded import encode

_SEPARATED = r"^(?P<head>[a-z]+)[._-]+(?P<tail>[a-z]+)$"
_SHORTEST, _LONGEST = 2, 14
#: Families and things of the house, not people: neither part of an address is one of these.
_NO_NAMES = standardise.word_set("family famille familie familia home house mail shop office les")


@dataclass(frozen=True)
class Cuts:
    #: The number of the address of each cut.
    case: np.ndarray
    head: pa.Array
    tail: pa.Array
    is_separated: np.ndarray

    def filter(self, is_kept: np.ndarray) -> Cuts:
        kept = pa.array(is_kept)
        return Cuts(
            self.case[is_kept],
            self.head.filter(kept),
            self.tail.filter(kept),
            self.is_separated[is_kept],
        )


def cut_in_two(local_parts: pa.Array, known: pa.Array, own: pa.Array) -> Cuts:
    """Each address cut at its separator, or anywhere behind a known name or an initial.

    ``known``: spellings of the names of the company; ``own``: of those that the records have
    already. Cuts of which a side is neither of these nor an initial are left out.
    """
    letters = pc.replace_substring_regex(local_parts, "[0-9]+", "")
    letters = pc.replace_substring_regex(letters, "^[._-]+|[._-]+$", "")
    at = pc.extract_regex(letters, _SEPARATED)
    sides = [pc.struct_field(at, name).drop_null() for name in ("head", "tail")]
    separated = Cuts(np.flatnonzero(at.is_valid()), *sides, np.ones(len(sides[0]), dtype=bool))
    cuts = _together(separated, _cut_anywhere(letters, known))
    names = pa.concat_arrays([known, own])
    is_readable = [_are_initials(side) | _are_among(side, names) for side in (cuts.head, cuts.tail)]
    is_of_house = [
        pc.is_in(side, pa.array(sorted(_NO_NAMES))).to_numpy(zero_copy_only=False)
        for side in (cuts.head, cuts.tail)
    ]
    return cuts.filter(np.logical_and.reduce(is_readable) & ~np.logical_or.reduce(is_of_house))


def _cut_anywhere(letters: pa.Array, known: pa.Array) -> Cuts:
    """Words without a separator cut behind each start that is known; known words stay whole."""
    is_word = pc.match_substring_regex(letters, "^[a-z]+$").to_numpy(zero_copy_only=False)
    is_word[is_word] = ~_are_among(letters.filter(pa.array(is_word)), known)
    case = np.flatnonzero(is_word)
    words = letters.filter(pa.array(is_word))
    lengths = pc.utf8_length(words).to_numpy()
    # The places of the words that are cut behind so many letters.
    places = [np.flatnonzero(lengths > size) for size in range(1, _LONGEST + 1)]
    heads = _slices(words, places, lambda word, size: pc.utf8_slice_codeunits(word, 0, size))
    # The heads of every length at once: each distinct one is spelt only once.
    sizes = np.repeat(np.arange(1, _LONGEST + 1), [len(rows) for rows in places])
    is_cut = (sizes < _SHORTEST) | _are_among(heads, known)
    ends = np.cumsum([len(rows) for rows in places])[:-1]
    places = [rows[kept] for rows, kept in zip(places, np.split(is_cut, ends), strict=True)]
    tails = _slices(words, places, lambda word, size: pc.utf8_slice_codeunits(word, size))
    heads = heads.filter(pa.array(is_cut))
    return Cuts(case[np.concatenate(places)], heads, tails, np.zeros(len(heads), dtype=bool))


def _slices(words: pa.Array, places: list[np.ndarray], cut) -> pa.Array:
    """``cut`` of the words at the places of each size, one size after the other."""
    return pa.concat_arrays(
        [cut(words.take(pa.array(rows)), size) for size, rows in enumerate(places, start=1)]
    )


def _together(one: Cuts, other: Cuts) -> Cuts:
    return Cuts(
        np.concatenate([one.case, other.case]),
        pa.concat_arrays([one.head, other.head]),
        pa.concat_arrays([one.tail, other.tail]),
        np.concatenate([one.is_separated, other.is_separated]),
    )


def _are_initials(texts: pa.Array) -> np.ndarray:
    return pc.equal(pc.utf8_length(texts), 1).to_numpy(zero_copy_only=False)


def _are_among(texts: pa.Array, spellings: pa.Array) -> np.ndarray:
    """Whether each text, spelt as names are, is one of the spellings (a null is none)."""
    distinct = encode(texts)
    spelt = standardise.name_spellings(distinct.values)
    is_known = pc.is_in(spelt, spellings, skip_nulls=True).to_numpy(zero_copy_only=False)
    return is_known[distinct.codes]
