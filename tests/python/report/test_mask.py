"""What the report shows of personal values."""

from __future__ import annotations

import unicodedata

import pytest

from customer360.report.mask import masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Anna-Lena Meyer", "A•••-L••• M••••"),
        ("a.meyer77@mail.example", "a.m••••••@m•••.e••••••"),
        ("+84 90 123", "+8• 9• 1••"),
        ("王小明", "王••"),
        ("", ""),
    ],
)
def test_the_first_sign_of_each_word_is_shown(text, shown) -> None:
    assert masked(text) == shown


def test_accents_written_apart_do_not_begin_a_word() -> None:
    assert masked(unicodedata.normalize("NFD", "Nguyễn Đặng")) == masked("Nguyễn Đặng")
    assert masked("हिन्दी") == "ह••"  # vowel signs and the sign that joins letters
    assert masked("soft\u00adhyphen and\u200djoiner") == masked("softhyphen andjoiner")
