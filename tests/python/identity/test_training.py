"""What a company's own records teach, and which pairs are looked at to learn it."""

from __future__ import annotations

import numpy as np
import pytest
from small_companies import company

from customer360.identity import blocking, resolve, train
from customer360.identity.blocking import candidate_pairs
from customer360.identity.features import prepare
from customer360.identity.lookups import default_lookups
from customer360.identity.settings import Settings

PEOPLE = 200
SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru")


def rare_name(number: int) -> str:
    """A name of its own for each number, far from all others."""
    digits = f"{number * 7919 % 100_000:05}"
    return "".join(SYLLABLES[int(digit)] for digit in digits).capitalize()


def two_records_each(wrong_every: int) -> list[dict]:
    """People with names of their own; of some, the second record has another birth date."""
    records = []
    for number in range(PEOPLE):
        person = {"first_name": rare_name(number), "last_name": rare_name(number + 5_000)}
        born = f"{1950 + number % 50}-{1 + number % 12:02}-{1 + number % 28:02}"
        other = f"{1950 + (number + 23) % 50}-{1 + (number + 5) % 12:02}-{1 + (number + 9) % 28:02}"
        wrong = number % wrong_every == 0
        records += [
            {**person, "birth_date": born},
            {**person, "birth_date": other if wrong else born},
        ]
    return records


def weight_of_another_birth_date(records: list[dict]) -> float:
    """In bits; far below zero where one person never has two."""
    (weight,) = {
        pair["birth_date_weight"]
        for pair in resolve(company(*records)).pairs.to_pylist()
        if pair["birth_date_level"] == "different"
    }
    return weight


def test_where_nobody_shares_a_name_wrong_birth_dates_are_learnt(monkeypatch) -> None:
    records = two_records_each(wrong_every=3)
    assert weight_of_another_birth_date(records) > -2.5
    # Read as strangers who happen to bear one name, the same pairs teach nothing.
    monkeypatch.setattr(train, "_most_strangers", lambda *_: float("inf"))
    assert weight_of_another_birth_date(records) < -3.5


def pairs(*people: dict) -> set[tuple[int, int]]:
    features = prepare(company(*people), Settings(), default_lookups())
    found = candidate_pairs(features, np.empty((0, 2), np.int64))
    return set(zip(found.left.tolist(), found.right.tolist(), strict=True))


@pytest.mark.parametrize("column", ["first_name", "last_name"])
def test_one_rare_name_is_enough_to_be_compared(column: str) -> None:
    assert pairs({column: "Wolkenstein"}, {column: "Wolkenstein"}, {column: "Kim"}) == {(0, 1)}


def test_a_name_alone_adds_fewer_pairs_than_other_keys() -> None:
    """Small companies by their records; large ones as any key."""
    for count, most in ((100, 1_000), (1_000_000, blocking.PAIRS_PER_KEY)):
        assert blocking._most_pairs("last_name", count) == most
        assert blocking._most_pairs("names_city", count) == blocking.PAIRS_PER_KEY
    assert blocking._most_pairs("email", 100) is None


def test_a_chinese_family_name_meets_its_other_readings() -> None:
    names = ("Ong Xi Chen", "王希晨", "Xi Chen Baker", "Ong Mei Ling")
    people = company(*({"full_name": name} for name in names))
    features = prepare(people, Settings(), default_lookups())
    (make,) = {make for name, make, _ in blocking.blocking_keys(features) if name == "spelt_names"}
    hokkien, mandarin, english, other = make()
    assert hokkien == mandarin
    assert len({hokkien, english, other}) == 3


def test_few_records_are_all_compared() -> None:
    left, right = train.random_pairs(150)
    assert len(left) == 150 * 149 // 2
    assert (left < right).all()


@pytest.mark.parametrize("records", [202, 3_000, 7_001])
def test_every_record_is_as_often_among_the_strangers(records: int) -> None:
    left, right = train.random_pairs(records)
    assert len(left) == min(train.RANDOM_PAIRS, train.RANDOM_PAIRS_PER_RECORD * records)
    assert (left < right).all()
    assert len(np.unique(left.astype(np.int64) * records + right)) == len(left)
    often = np.bincount(np.concatenate([left, right]), minlength=records)
    assert often.max() - often.min() <= 2
