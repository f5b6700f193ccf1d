"""Names beyond the word lists, formed by the rule of each language: a stem, and what it takes.

`words/<culture>_<kind>_parts.txt` has a line for each place of a name and, parted by `|`, what can
stand there. Every combination is a name, in an order that is fixed and looks like none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from math import gcd

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.generator.columns import join, text
from customer360.generator.words import read_words

Spelling = Callable[[str], str]

_CONSONANT = "[bcdfghjklmnpqrstvwxz]"
_DOUBLE = "|".join(letter * 2 for letter in "bcdfghjklmnprstvz")
#: What cannot be said: four consonants in a row, or a double one beside another; and in French
#: three of which the last does not flow.
_UNSPEAKABLE = f"(?i){_CONSONANT}{{4}}|({_DOUBLE}){_CONSONANT}|{_CONSONANT}({_DOUBLE})|aa|ii|uu"
_UNSPEAKABLE_FRENCH = f"{_UNSPEAKABLE}|{_CONSONANT}{{2}}[bcdfgjkmnpqstvwxz]"


@dataclass(frozen=True)
class FormedNames:
    """Names as the positions of their parts, so that each part is spelt once."""

    parts: tuple[tuple[str, ...], ...]
    #: For each part, which of its forms each name takes.
    positions: tuple[np.ndarray, ...]

    def __len__(self) -> int:
        return len(self.positions[0])

    def spelt(
        self, spelling: Spelling = str, ending: Spelling = str, between: str = ""
    ) -> pa.Array:
        """`ending` gives the last part another form before it is spelt."""
        *stems, endings = self.parts
        forms = [*stems, [ending(part) for part in endings]]
        columns = [
            text([spelling(part) for part in place]).take(pa.array(positions))
            for place, positions in zip(forms, self.positions, strict=True)
        ]
        return join(*columns, sep=between)

    def take(self, rows: np.ndarray) -> FormedNames:
        return FormedNames(self.parts, tuple(positions[rows] for positions in self.positions))


def form_names(
    list_name: str,
    count: int,
    listed: Collection[str],
    written: Spelling = str,
    between: str = "",
) -> FormedNames:
    """`count` names of the parts of a list (fewer where there are no more), none of `listed`.

    Those with a blank between their parts keep the order of the parts, most common first.
    """
    parts = read_words(f"{list_name}_parts")
    sizes = [len(forms) for forms in parts]
    total = int(np.prod(sizes))
    cells = np.arange(total) if between else _shuffled(total)
    names = FormedNames(parts, tuple(np.unravel_index(cells, sizes)))
    spelt = names.spelt(written, between=between)
    unspeakable = _UNSPEAKABLE_FRENCH if list_name.startswith("fr") else _UNSPEAKABLE
    known = pc.is_in(spelt, text(sorted(listed)))
    left_out = pc.or_(pc.match_substring_regex(spelt, unspeakable), known)
    kept = ~left_out.to_numpy(zero_copy_only=False)
    if between:  # nobody is called Thu Thu
        kept &= names.positions[0] != _same(parts)[names.positions[1]]
    first = np.zeros(total, dtype=bool)
    first[np.unique(spelt.dictionary_encode().indices.to_numpy(), return_index=True)[1]] = True
    return names.take(np.flatnonzero(kept & first)[:count])


def _shuffled(total: int) -> np.ndarray:
    """0 .. total - 1 in golden steps: neighbours have no part in common."""
    step = int(total * 0.618) | 1
    while gcd(step, total) > 1:
        step += 2
    return np.arange(total) * step % total


def _same(parts: tuple[tuple[str, ...], ...]) -> np.ndarray:
    """For each second word its place among the first ones, or -1."""
    first = {word: place for place, word in enumerate(parts[0])}
    return np.array([first.get(word, -1) for word in parts[1]])
