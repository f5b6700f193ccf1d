"""Laws of the catalogue of corruptions, and spellings everyone can check."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import DamerauLevenshtein

from customer360.generator.customers import corruptions
from customer360.generator.people import spelling

draws = st.floats(0, 1, exclude_max=True)
names = st.text("abcdefghijklmnopqrstuvwxyzéàđơабвгдежзийклмнопрстуф' -", min_size=1, max_size=20)


@given(names, draws)
def test_a_typo_is_one_slip_and_keeps_the_first_letter(name: str, draw: float) -> None:
    wrong = corruptions.typo(name, draw)
    assert DamerauLevenshtein.distance(name, wrong) <= 1
    assert wrong[0] == name[0]


@given(st.dates(), draws)
def test_a_wrong_birth_date_keeps_its_shape(day, draw: float) -> None:
    value = day.isoformat()
    for change in (corruptions.day_and_month_swapped, corruptions.wrong_birth_digit):
        if 2 < day.year < 9998:
            year, month, date = change(value, draw).split("-")
            assert 1 <= int(month) <= 12 and 1 <= int(date) <= 31
            assert abs(int(year) - day.year) <= 1


@given(st.integers(10**9, 10**10 - 1), draws)
def test_a_wrong_phone_differs_in_one_digit(number: int, draw: float) -> None:
    right, wrong = str(number), corruptions.wrong_phone_digit(str(number), draw)
    assert sum(a != b for a, b in zip(right, wrong, strict=True)) == 1


@given(draws)
def test_a_tag_and_a_slip_leave_an_address(draw: float) -> None:
    for change in (corruptions.plus_tag, corruptions.mistyped_domain):
        local, _, domain = change("hanna.moore@gmail.com", draw).partition("@")
        assert local and "." in domain


@pytest.mark.parametrize(
    ("function", "value", "expected"),
    [
        (spelling.without_marks, "Nguyễn Đức", "Nguyen Duc"),
        (spelling.without_marks, "Élodie Lefèvre", "Elodie Lefevre"),
        (spelling.without_marks, "Сергей Королёв", "Сергей Королев"),
        (spelling.passport_latin, "Юлия Щербакова", "Iuliia Shcherbakova"),
        (spelling.everyday_latin, "Дмитрий", "Dmitry"),
        (spelling.everyday_latin, "Юлия", "Yulia"),
        (spelling.parted_pinyin, "Weiqiang", "Wei Qiang"),
        (spelling.parted_pinyin, "Meiling", "Mei Ling"),
        (spelling.feminine_surname, "Покровский", "Покровская"),
        (spelling.feminine_surname, "Шевченко", "Шевченко"),
        (spelling.feminine_patronymic, "Ильич", "Ильинична"),
        (spelling.feminine_patronymic, "Сергеевич", "Сергеевна"),
        (spelling.feminine_patronymic, "Никитич", "Никитична"),
    ],
)
def test_spellings(function, value: str, expected: str) -> None:
    assert function(value) == expected
