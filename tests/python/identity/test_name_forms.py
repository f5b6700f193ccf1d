"""Forms of one name: pet names, transliterations, readings, tones, names in e-mail addresses."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from small_companies import company, sizes

from customer360 import standardise
from customer360.identity import Settings
from customer360.identity.compare.choice import code
from customer360.identity.compare.names import NameComparer
from customer360.identity.email_names import names_from_emails
from customer360.identity.features import prepare
from customer360.identity.lookups import default_lookups
from customer360.identity.sharing import household_mailboxes


def levels(one: dict, other: dict) -> tuple[str, str]:
    """Names of the levels of first and last name."""
    features = prepare(company(one, other), Settings(), default_lookups())
    first, last, *_ = NameComparer(features, default_lookups()).levels(np.array([0]), np.array([1]))

    def name(comparison: str, level: int) -> str:
        from customer360.identity.levels import BY_NAME

        return BY_NAME[comparison].levels[level]

    return name("first_name", first[0]), name("last_name", last[0])


@pytest.mark.parametrize(
    ("name", "pet_name"),
    [
        ("Василий", "Вася"),
        ("Vasily", "Вася"),
        ("Георгий", "Гоша"),
        ("Xenia", "Ксюша"),
        ("Алексей", "Лёша"),
        ("Alexey", "Лёха"),
        ("Евгения", "Женя"),
        ("Mohamed", "Momo"),
        ("André", "Dédé"),
        ("Martine", "Titine"),
        ("Charlotte", "Chacha"),
        ("Stéphanie", "Steph"),
        ("Susan", "Suzie"),
        ("Margaret", "Peggy"),
        ("Francisco", "Paco"),
    ],
)
def test_pet_names_stand_for_the_name(name, pet_name):
    family = {"last_name": "Novak"}
    level, _ = levels({"first_name": name, **family}, {"first_name": pet_name, **family})
    assert level == "alias"


def test_a_house_name_is_no_argument():
    family = {"last_name": "Nguyễn"}
    assert levels({"first_name": "Tí", **family}, {"first_name": "Minh", **family})[0] == "similar"
    assert levels({"first_name": "Lan", **family}, {"first_name": "Minh", **family})[0] == (
        "different"
    )


def test_readings_of_a_chinese_family_name():
    one = {"first_name": "Zi Xuan", "last_name": "Tan"}
    assert levels(one, {"full_name": "Chen Zixuan"}) == ("exact", "part")
    assert levels(one, {"full_name": "梓萱陈"}) == ("exact", "part")
    assert levels(one, {"full_name": "Wang Zixuan"}) == ("exact", "different")


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Hùng", "Hưng", "close"),
        ("Hùng", "Hung", "exact"),
        ("Hoà", "Hòa", "exact"),
        ("伟", "薇", "close"),
        ("伟", "Wei", "exact"),
    ],
)
def test_tones_and_characters_count_where_both_are_written(one, other, level):
    family = {"last_name": "Lê"}
    assert levels({"first_name": one, **family}, {"first_name": other, **family})[0] == level
    assert code("first_name", "close") > code("first_name", "exact")


def test_spellings_of_one_transliteration():
    same = [["Yuri", "Iurii", "Yuriy"], ["Xenia", "Ксения", "Kseniya"], ["Сергей", "Sergej"]]
    for group in same:
        assert len(set(standardise.name_spellings(standardise.names(group)).to_pylist())) == 1
    assert standardise.name_spellings(["anna", None]).to_pylist()[1] is None


def test_a_family_name_may_end_a_chinese_name():
    parts = standardise.full_names(["文杰吴", "吴文杰"])
    assert parts["last_name"].to_pylist() == ["wu", "wu"]
    assert parts["first_name"].to_pylist() == ["wen jie", "wen jie"]


def text(*values: str | None) -> pa.Array:
    return pa.array(values, pa.string())


@pytest.mark.parametrize(
    ("first", "last", "local_part", "found"),
    [
        (None, None, "petrova.anna", ("anna", "petrova")),
        (None, None, "annapetrova75", ("anna", "petrova")),
        ("zhanna", None, "zubova.zhanna", ("zhanna", "zubova")),
        (None, "petrova", "anna_petrova", ("anna", "petrova")),
        ("a", "petrova", "anna.petrova", ("anna", "petrova")),
        (None, None, "a.petrova", ("a", "petrova")),
        ("anna", None, "annap75", ("anna", "p")),
        # Another person's name, one word alone, unknown words, complete names.
        ("zhanna", None, "anna.petrova", ("zhanna", None)),
        (None, None, "petrova", (None, None)),
        (None, None, "blue.moon", (None, None)),
        ("ivan", "petrov", "anna.petrova", ("ivan", "petrov")),
        (None, None, "petrovafamily", (None, None)),
    ],
)
def test_names_that_an_address_spells(first, last, local_part, found):
    firsts, lasts = text("anna", "zhanna", first), text("petrova", "zubova", last)
    result = names_from_emails(firsts, lasts, text(None, None, local_part))
    assert tuple(column[2].as_py() for column in result) == found


def test_an_address_that_spells_the_name_finds_its_owner():
    people = [
        {"first_name": "Rostislav", "last_name": "Mayorov", "street": "Lenina 4"},
        {"email": "rostislavmayorov@list.example"},
        {"first_name": "Anna", "last_name": "Petrova"},
        {"email": "rostislav.petrova@list.example"},
    ]
    assert sizes(*people) == [2, 1, 1]


def test_mailboxes_that_name_a_household():
    addresses = ["lesmoreau@a.fr", "moreaufamily@a.fr", "leslie@a.fr", "anna.moreau@a.fr"]
    people = company(*({"email": email, "last_name": "Moreau"} for email in addresses * 2))
    features = prepare(people, Settings(), default_lookups())
    found = dict(
        zip(features.email.values.to_pylist(), household_mailboxes(features).tolist(), strict=True)
    )
    assert [found[email] for email in addresses] == [True, True, False, False]
