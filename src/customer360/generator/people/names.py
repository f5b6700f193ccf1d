"""The names of five cultures as one table: a name is a position, a spelling is a column."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa

from customer360.generator.columns import text
from customer360.generator.people import spelling
from customer360.generator.sampling import Sampler, falling_weights
from customer360.generator.words import read_words

CULTURES = ("vi", "zh", "en", "ru", "fr")
VI, ZH, EN, RU, FR = range(5)
FEMALE, MALE = 0, 1

#: Cultures that write the family name first, and in which a bride keeps her own.
FAMILY_FIRST = np.array([True, True, False, False, False])
BRIDE_KEEPS_NAME = np.array([True, True, False, False, False])

_LATIN = {"ru": spelling.passport_latin}
_VARIANT = {
    "ru": spelling.everyday_latin,
    "zh": spelling.parted_pinyin,
    "fr": lambda name: spelling.without_marks(name).replace("-", " "),
}
#: How strongly the first names of a list lead: Nguyễn is borne by a third of all Vietnamese.
_FAMILY_FLATNESS = {"vi": 1.2, "zh": 5.0, "en": 12.0, "ru": 14.0, "fr": 14.0}


@dataclass(frozen=True)
class NameTable:
    """Each column holds one spelling of every name."""

    native: pa.Array
    latin: pa.Array  # plain letters
    variant: pa.Array  # the other habit of writing it in plain letters
    nickname: pa.Array  # null where there is none
    other_nickname: pa.Array  # the same where there is one only

    def spelt(self, script: int) -> pa.Array:
        return (self.native, self.latin, self.variant)[script]


@dataclass(frozen=True)
class NameRange:
    """The part of a table that belongs to one culture (and gender), most common first."""

    start: int
    size: int
    flatness: float

    def draw(self, sampler: Sampler, size: int) -> np.ndarray:
        return self.start + sampler.pick(size, falling_weights(self.size, self.flatness))


class _Builder:
    def __init__(self) -> None:
        self._rows: list[tuple[str | None, ...]] = []

    def add(self, culture: str, entries: list[tuple[str, ...]], flatness: float) -> NameRange:
        start = len(self._rows)
        latin_of = _LATIN.get(culture, spelling.without_marks)
        variant_of = _VARIANT.get(culture, latin_of)
        for entry in entries:
            name, rest = entry[0], entry[1:]
            if culture == "zh":
                latin, variant, nicknames = rest[0], rest[-1], [None]
                variant = variant_of(latin) if len(rest) == 1 and len(name) == 2 else variant
            else:
                latin, variant = latin_of(name), variant_of(name)
                nicknames = rest[0].split(",") if rest and rest[0] else [None]
            self._rows.append((name, latin, variant, nicknames[0], nicknames[-1]))
        return NameRange(start, len(entries), flatness)

    def table(self) -> NameTable:
        return NameTable(*(text(column) for column in zip(*self._rows, strict=True)))


@dataclass(frozen=True)
class Names:
    family: NameTable
    given: NameTable
    middle: NameTable
    #: By culture; a Russian woman's form of a surname lies `feminine_shift` further on.
    family_range: dict[int, NameRange]
    feminine_shift: int
    #: By (culture, gender).
    given_range: dict[tuple[int, int], NameRange]
    middle_range: dict[tuple[int, int], NameRange]


@cache
def all_names() -> Names:
    """The table of all cultures, read from the word lists once."""
    family, given, middle = _Builder(), _Builder(), _Builder()
    family_range, given_range, middle_range = {}, {}, {}
    for culture, code in enumerate(CULTURES):
        surnames = list(read_words(f"{code}_family"))
        family_range[culture] = family.add(code, surnames, _FAMILY_FLATNESS[code])
        for gender, letter in ((FEMALE, "f"), (MALE, "m")):
            entries = list(read_words(f"{code}_given_{letter}"))
            given_range[culture, gender] = given.add(code, entries, 8.0)
            if code == "vi":
                words = list(read_words(f"vi_middle_{letter}"))
                middle_range[culture, gender] = middle.add(code, words, 1.0)
    feminine = [(spelling.feminine_surname(name),) for (name,) in read_words("ru_family")]
    shift = family.add("ru", feminine, 14.0).start - family_range[RU].start
    # A patronymic stands as far into its range as the father's name into the men's names.
    fathers = read_words("ru_given_m")
    for gender in (FEMALE, MALE):
        forms = [(spelling.feminine_patronymic(p) if gender == FEMALE else p,) for *_, p in fathers]
        middle_range[RU, gender] = middle.add("ru", forms, 8.0)
    return Names(
        family.table(),
        given.table(),
        middle.table(),
        family_range,
        shift,
        given_range,
        middle_range,
    )
