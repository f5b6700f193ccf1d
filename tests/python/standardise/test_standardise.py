"""Tables of raw values and their standard form."""

from __future__ import annotations

import unicodedata

import numpy as np
import pandas as pd
import phonenumbers
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer360 import standardise


@pytest.mark.parametrize(
    "raw, expected",
    [
        ("Đặng Thị", "dang thi"),
        ("O'Brien", "obrien"),
        ("  Anne-Marie ", "anne marie"),
        ("Null", "null"),
        ("NaN", "nan"),
        ("Dr. Ann Lee", "ann lee"),
        ("King", "king"),
        ("Sir", None),
        ("王芳", "wang fang"),
        ("İstanbul", "istanbul"),
        ("👍", None),
        ("", None),
        (None, None),
    ],
)
def test_names(raw, expected):
    assert standardise.names([raw])[0].as_py() == expected


def test_pandas_and_numpy_columns_are_read():
    expected = ["null", None]
    assert standardise.names(pd.Series(["Null", None])).to_pylist() == expected
    assert standardise.names(np.array(["Null", None], dtype=object)).to_pylist() == expected
    assert standardise.names(pa.chunked_array([["Null"], [None]])).to_pylist() == expected


@pytest.mark.parametrize(
    "spellings",
    [
        ("Александр", "Aleksandr", "Alexander"),
        ("محمد", "Mohammed", "Muhammad"),
        ("Schmidt", "Schmitt"),
        ("Philipp", "Filip"),
        ("Müller", "Mueller", "Muller"),
    ],
)
def test_skeletons_of_spellings_are_equal(spellings):
    skeletons = standardise.name_skeletons(standardise.names(list(spellings))).to_pylist()
    assert len(set(skeletons)) == 1
    assert skeletons[0]


@pytest.mark.parametrize(
    "raw, first, middle, last",
    [
        ("John Smith", "john", None, "smith"),
        ("Smith, John Paul", "john", "paul", "smith"),
        ("John Smith, Jr.", "john", None, "smith"),
        ("Ludwig van Beethoven", "ludwig", None, "van beethoven"),
        ("王芳", "fang", None, "wang"),
        ("欧阳修", "xiu", None, "ou yang"),
        ("小明 王", "xiao ming", None, "wang"),
        ("佐藤 直人", "zhi ren", None, "zuo teng"),
        ("佐々木 学", "xue", None, "zuo zuo mu"),
        ("岡本 さゆり", "sayuri", None, "gang ben"),
        ("ゲーリー 佐藤", "zuo teng", None, "geri"),
        ("김 승현", "seung hyeon", None, "gim"),
        ("승현 김", "seung hyeon", None, "gim"),
        (unicodedata.normalize("NFD", "김승현"), "seung hyeon", None, "gim"),
        ("김 승 현", "seung hyeon", None, "gim"),
        ("Nguyễn Thị Minh", "minh", "thi", "nguyen"),
        ("Иванов Пётр Ильич", None, None, None),
        ("Раиса Ивановна Смирнова", "raisa", "ivanovna", "smirnova"),
        ("Cher", "cher", None, None),
        (None, None, None, None),
    ],
)
def test_full_names(raw, first, middle, last):
    (row,) = standardise.full_names([raw]).to_pylist()
    if raw == "Иванов Пётр Ильич":  # A patronymic that is no -ovich: any order, nothing lost.
        assert set(filter(None, " ".join(filter(None, row.values())).split())) == {
            "ivanov",
            "petr",
            "ilich",
        }
        return
    assert row == {"first_name": first, "middle_name": middle, "last_name": last}


def test_known_words_tell_the_family_name():
    (row,) = standardise.full_names(["Keller Noah"], {"noah": 9}, {"keller": 9}).to_pylist()
    assert row == {"first_name": "noah", "middle_name": None, "last_name": "keller"}


@pytest.mark.parametrize(
    "raw, email, key",
    [
        (" Ann@Mail.ORG ", "ann@mail.org", "ann@mail.org"),
        ("ann+shop@mail.org", "ann+shop@mail.org", "ann@mail.org"),
        ("a.n.n@gmail.com", "a.n.n@gmail.com", "ann@gmail.com"),
        ("ann@googlemail.com", "ann@googlemail.com", "ann@gmail.com"),
        ("mailto:ann@mail.org", "ann@mail.org", "ann@mail.org"),
        ("null", None, None),
        ("ann@mail", None, None),
        ("ann mail@mail.org", None, None),
        (None, None, None),
    ],
)
def test_emails(raw, email, key):
    (row,) = standardise.emails([raw]).to_pylist()
    assert (row["email"], row["email_key"]) == (email, key)


@pytest.mark.parametrize(
    "raw, parts",
    [
        ("1956-04-09", (1956, 4, 9)),
        ("19560409", (1956, 4, 9)),
        ("09/04/1956", (1956, 4, 9)),
        ("9.4.1956", (1956, 4, 9)),
        ("04/19/1956", (1956, 4, 19)),
        ("1956-04-09T00:00:00", (1956, 4, 9)),
        ("1854-81-01", (1854, 81, 1)),
        ("1900-01-01", (None, None, None)),
        ("0000-00-00", (None, None, None)),
        ("9999-12-31", (None, None, None)),
        ("unknown", (None, None, None)),
        (None, (None, None, None)),
    ],
)
def test_birth_dates(raw, parts):
    (row,) = standardise.birth_dates([raw]).to_pylist()
    assert (row["year"], row["month"], row["day"]) == parts


def test_addresses():
    rows = standardise.addresses(["12 High Street", "High St., 12", "n/a", None]).to_pylist()
    assert rows[0]["street_key"] == rows[1]["street_key"] == "12 high st"
    assert [row["house_number"] for row in rows] == ["12", "12", None, None]
    assert rows[2]["street"] is rows[3]["street"] is None


@pytest.mark.parametrize(
    "raw, country, expected, is_valid",
    [
        ("+44 (0)20 7946 0018", "US", "+442079460018", True),
        ("020 7946 0018", "gb", "+442079460018", True),
        ("0044 20 7946 0018", None, "+442079460018", True),
        ("0912 345 678", "VN", "+84912345678", True),
        ("84912345678", "VN", "+84912345678", True),
        ("(415) 555-0132", "US", "+14155550132", True),
        ("415-555-0132 ext 12", "US", "+14155550132", True),
        ("8 (903) 068-32-95", "RU", "+79030683295", True),
        ("06 12 34 56 78", "FR", "+33612345678", True),
        ("12", "US", None, None),
        ("none", "US", None, None),
        (None, "US", None, None),
    ],
)
def test_phones(raw, country, expected, is_valid):
    (row,) = standardise.phones([raw], [country]).to_pylist()
    assert (row["phone"], row["is_valid"]) == (expected, is_valid)


@pytest.mark.parametrize("region", ["GB", "US", "VN", "DE", "FR", "IT", "RU", "SG", "BR", "JP"])
def test_the_fast_path_reads_as_the_parser_does(region):
    number = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    forms = [
        phonenumbers.format_number(number, form)
        for form in (
            phonenumbers.PhoneNumberFormat.E164,
            phonenumbers.PhoneNumberFormat.INTERNATIONAL,
            phonenumbers.PhoneNumberFormat.NATIONAL,
        )
    ]
    found = standardise.phones(forms, [region] * 3)["phone"].to_pylist()
    assert set(found) == {forms[0]}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.none(), st.text(max_size=20)), max_size=6))
def test_any_text_keeps_its_place(values):
    for function in (standardise.fold, standardise.names, standardise.without_placeholders):
        together = function(values).to_pylist()
        assert together == [function([value]).to_pylist()[0] for value in values]
    for function in (
        standardise.emails,
        standardise.birth_dates,
        standardise.addresses,
        standardise.full_names,
        standardise.phones,
    ):
        assert function(values).num_rows == len(values)
