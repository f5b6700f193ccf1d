"""The names of many people: as many, as common and as well formed as those of their country."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from customer360.generator.people import names as names_module
from customer360.generator.people import spelling
from customer360.generator.people.names import (
    CULTURES,
    EN,
    FEW_PEOPLE,
    FR,
    RU,
    VI,
    ZH,
    NameRange,
    Names,
    names_known_to,
)
from customer360.generator.words import read_words


@pytest.fixture(scope="module")
def many() -> Names:
    return names_known_to(FEW_PEOPLE + 1)


def shares(span: NameRange) -> np.ndarray:
    return span.weights / span.weights.sum()


def of_range(column: pa.Array, span: NameRange, shift: int = 0) -> list[str]:
    return column.slice(span.start + shift, len(span.weights)).to_pylist()


def test_few_people_have_the_names_of_the_lists() -> None:
    few = names_known_to(FEW_PEOPLE)
    for culture, span in few.family_range.items():
        listed = [name for name, *_ in read_words(f"{CULTURES[culture]}_family")]
        assert of_range(few.family.native, span) == listed


@pytest.mark.parametrize(
    ("culture", "most_common", "collision"),
    # Share of the most common surname, and of pairs of people who have one in common.
    [(VI, 0.384, 0.18), (ZH, 0.095, 0.023), (EN, 0.0136, 0.00096), (RU, 0.014, 0.001),
     (FR, 0.0036, 0.00014)],
)  # fmt: skip
def test_surnames_are_as_common_as_counted(
    many: Names, culture: int, most_common: float, collision: float
) -> None:
    share = shares(many.family_range[culture])
    assert share.max() == pytest.approx(most_common, rel=0.01)
    assert (share**2).sum() == pytest.approx(collision, rel=0.05)


@pytest.mark.parametrize(("names", "people"), [(1_000, 0.25), (7_000, 0.5), (47_000, 0.75)])
def test_the_french_have_a_long_tail(many: Names, names: int, people: float) -> None:
    assert shares(many.family_range[FR])[:names].sum() == pytest.approx(people, abs=0.04)


def test_every_name_stands_once(many: Names) -> None:
    ranges = [(many.family, span) for span in many.family_range.values()]
    ranges += [(many.given, span) for span in many.given_range.values()]
    for table, span in ranges:
        assert pc.count_distinct(table.native.slice(span.start, len(span.weights))).as_py() == len(
            span.weights
        )


def test_formed_names_are_spelt_as_listed_ones_are(many: Names) -> None:
    span, shift = many.family_range[RU], many.feminine_shift
    masculine = of_range(many.family.native, span)[::97]
    feminine = of_range(many.family.native, span, shift)[::97]
    assert feminine == [spelling.feminine_surname(name) for name in masculine]
    for column, spelt in (
        (many.family.latin, spelling.passport_latin),
        (many.family.variant, spelling.everyday_latin),
    ):
        assert of_range(column, span)[::97] == [spelt(name) for name in masculine]
        assert of_range(column, span, shift)[::97] == [spelt(name) for name in feminine]


def test_a_chinese_name_is_read_character_by_character(many: Names) -> None:
    span = many.given_range[ZH, names_module.MALE]
    native, latin, apart = (
        of_range(column, span)
        for column in (many.given.native, many.given.latin, many.given.variant)
    )
    place = native.index("伟东")
    assert (latin[place], apart[place]) == ("Weidong", "Wei Dong")
