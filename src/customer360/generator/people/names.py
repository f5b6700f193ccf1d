"""The names of five cultures as one table: a name is a position, a spelling is a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.generator.columns import nulls, text
from customer360.generator.people import spelling
from customer360.generator.people.formed import Spelling, form_names
from customer360.generator.people.shares import OF_A_COUNTRY, OF_FEW, Shares
from customer360.generator.sampling import Sampler
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
#: Where names are characters that cannot be formed by rule: the rare ones, from a list as well.
RARE_LISTS = {"zh_family": "zh_family_rare"}
#: Up to so many people share the names of the word lists. The demo is smaller, and stays as it is.
FEW_PEOPLE = 1_000


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
    weights: np.ndarray

    def draw(self, sampler: Sampler, size: int) -> np.ndarray:
        return self.start + sampler.pick(size, self.weights)


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


def names_known_to(people: int) -> Names:
    """The names in use among so many people, each as common as it is there."""
    return _names(people <= FEW_PEOPLE)


@cache
def _names(few: bool) -> Names:
    shares = OF_FEW if few else OF_A_COUNTRY
    family, given, middle = _Builder(shares), _Builder(shares), _Builder(shares)
    family_range, given_range, middle_range = {}, {}, {}
    for culture, code in enumerate(CULTURES):
        family_range[culture] = family.add(f"{code}_family")
        for gender, letter in ((FEMALE, "f"), (MALE, "m")):
            given_range[culture, gender] = given.add(f"{code}_given_{letter}")
            if code == "vi":
                middle_range[culture, gender] = middle.add(f"vi_middle_{letter}")
    shift = family.add("ru_family", spelling.feminine_surname).start - family_range[RU].start
    # A patronymic stands as far into its range as the father's name into the men's names.
    fathers = given_range[RU, MALE].weights
    for gender, form in ((FEMALE, spelling.feminine_patronymic), (MALE, str)):
        middle_range[RU, gender] = middle.add_patronymics(form, fathers)
    return Names(
        family.table(),
        given.table(),
        middle.table(),
        family_range,
        shift,
        given_range,
        middle_range,
    )


class _Builder:
    """Adds one list of names after the other to a table."""

    def __init__(self, shares: Mapping[str, Shares]) -> None:
        self._shares = shares
        self._tables: list[NameTable] = []
        self._size = 0

    def add(self, list_name: str, form: Spelling = str) -> NameRange:
        """The listed names, `form` of each, and formed ones up to the number that is in use."""
        entries, shares = read_words(list_name), self._shares[list_name]
        rare = shares.names - len(entries)
        if rare > 0 and list_name in RARE_LISTS:
            entries, rare = entries + read_words(RARE_LISTS[list_name]), 0
        start = self._append(_listed(list_name[:2], entries, form))
        if rare > 0:
            self._append(_formed(list_name, rare, [name for name, *_ in entries], form))
        return NameRange(start, shares.weights(self._size - start))

    def add_patronymics(self, form: Spelling, weights: np.ndarray) -> NameRange:
        entries = tuple((name,) for *_, name in read_words("ru_given_m"))
        return NameRange(self._append(_listed("ru", entries, form)), weights)

    def _append(self, table: NameTable) -> int:
        start = self._size
        self._tables.append(table)
        self._size += len(table.native)
        return start

    def table(self) -> NameTable:
        columns = [field.name for field in fields(NameTable)]
        parts = ([getattr(table, column) for table in self._tables] for column in columns)
        return NameTable(*(pa.concat_arrays(arrays) for arrays in parts))


def _listed(culture: str, entries: Sequence[tuple[str, ...]], form: Spelling) -> NameTable:
    rows = []
    latin_of = _LATIN.get(culture, spelling.without_marks)
    variant_of = _VARIANT.get(culture, latin_of)
    for entry in entries:
        name, rest = form(entry[0]), entry[1:]
        if culture == "zh":
            latin, variant, nicknames = rest[0], rest[-1], [None]
            variant = variant_of(latin) if len(rest) == 1 and len(name) == 2 else variant
        else:
            latin, variant = latin_of(name), variant_of(name)
            nicknames = rest[0].split(",") if rest and rest[0] else [None]
        rows.append((name, latin, variant, nicknames[0], nicknames[-1]))
    return NameTable(*(text(column) for column in zip(*rows, strict=True)))


def _formed(list_name: str, count: int, listed: Sequence[str], form: Spelling) -> NameTable:
    """Names that no list holds; nobody has a nickname for them."""
    culture, between = list_name[:2], " " if list_name.startswith("vi") else ""
    if culture == "zh":  # a part is a character and how it sounds: 伟Wei
        formed = form_names(list_name, count, listed, written=_character)
        native, sounds = formed.spelt(_character), formed.spelt(_sound)
        latin, variant = pc.utf8_capitalize(sounds), formed.spelt(_sound, between=" ")
    else:
        formed = form_names(list_name, count, listed, between=between)
        latin_of = _LATIN.get(culture, spelling.without_marks)
        native, latin, variant = (
            formed.spelt(spell, form, between)
            for spell in (str, latin_of, _VARIANT.get(culture, latin_of))
        )
    none = nulls(len(formed))
    return NameTable(native, latin, variant, none, none)


def _character(part: str) -> str:
    return part[0]


def _sound(part: str) -> str:
    return part[1:]
