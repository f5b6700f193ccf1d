"""Equal names in any spelling, script and form are equal; nothing crashes."""

from __future__ import annotations

import unicodedata

import pytest
from small_companies import sizes

BORN = {"birth_date": "1984-03-17"}


@pytest.mark.parametrize(
    "one, other",
    [
        (("Ngọc Anh", "Nguyễn"), ("Ngoc Anh", "Nguyen")),
        (("Đức", "Đặng"), ("Duc", "Dang")),
        (("Александр", "Щербаков"), ("Aleksandr", "Shcherbakov")),
        (("Юрий", "Соловьёв"), ("Yuriy", "Soloviev")),
        (("İbrahim", "Işık"), ("ibrahim", "isik")),
        (("芳", "王"), ("Fang", "Wang")),
        (("Zoë", "Müller"), ("ZOE", "Mueller")),
        (("Ａｎｎ", "Ｌｅｅｓ"), ("Ann", "Lees")),
        (("Ann 🎉", "O’Brien"), ("Ann", "OBrien")),
        (("\u200fمحمد", "حسن"), ("محمد", "حسن")),
        (("José\u00ad", "Núñez"), ("Jose", "Nunez")),
    ],
)
def test_spellings_of_one_name_are_one_person(one, other):
    people = [{**BORN, "first_name": f, "last_name": name} for f, name in (one, other)]
    assert sizes(*people) == [2]


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_unicode_forms_are_one(form):
    person = {"first_name": "Việt", "last_name": "Ünlü-Ångström", **BORN}
    changed = {name: unicodedata.normalize(form, value) for name, value in person.items()}
    assert sizes(person, changed) == [2]


@pytest.mark.parametrize(
    "one, other",
    [
        ("王芳", "Wang Fang"),
        ("王芳", "Fang Wang"),
        ("Phạm Ngọc Phương", "Phuong Pham"),
        ("Ковалёв Филипп Сергеевич", "Filipp Kovalev"),
        ("Garcia, Maria Luz", "Maria Luz Garcia"),
        ("Chew Hui Ling", "Huiling Chew"),
    ],
)
def test_full_names_in_either_order_are_one(one, other):
    assert sizes({**BORN, "full_name": one}, {**BORN, "full_name": other}) == [2]


def test_odd_text_does_not_crash():
    odd = ["", " ", "\n", "\u2028", "👍👍", "\u202e", "'", "%", "\\", "a" * 5000, "-", "٣"]
    people = [{"first_name": text, "last_name": text, "email": text, "phone": text} for text in odd]
    people += [{"street": text, "postal_code": text, "birth_date": text} for text in odd]
    people += [{"full_name": text, "national_id": text, "country": text} for text in odd]
    assert sum(sizes(*people)) == len(people)
