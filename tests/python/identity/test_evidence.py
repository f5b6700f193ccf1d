"""What each kind of evidence says about a pair: the level it is given and the way it pulls."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from small_companies import company, sizes

from customer360.identity import address_words, dbt_inputs, resolve
from customer360.identity.dbt_inputs import junk_identifiers
from customer360.identity.features import prepare
from customer360.identity.lookups import default_lookups
from customer360.identity.namesakes import WholeNames
from customer360.identity.settings import Settings

_HOME = {"last_name": "Brandt", "street": "Lindenweg 12", "city": "Erfurt", "postal_code": "99084"}
_PHONE = {"phone": "+493012345670"}
_ONE = {"email": "ann.lee@mail.example", "last_name": "Lee"}


def link(one: dict, other: dict) -> dict:
    """The explained pair of two records of a company of their own."""
    (pair,) = resolve(
        company(one, other), settings=Settings(review_threshold=1e-9)
    ).pairs.to_pylist()
    return pair


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("2016-11-24", "2016-12-20", "near"),
        ("1981-12-15", "1982-01-12", "near"),
        ("2016-11-24", "2017-01-20", "next_year"),
        ("1990-05-03", "1990-06-03", "day_error"),
    ],
)
def test_dates_within_a_month_are_near(one, other, level):
    pair = link({**_ONE, "birth_date": one}, {**_ONE, "birth_date": other})
    assert pair["birth_date_level"] == level


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ({"email": "anna.lee84@mail.example"}, {"birth_date": "1984-03-01"}, "exact"),
        ({"email": "anna.lee84@mail.example"}, {"birth_date": "1971-03-01"}, "different"),
        ({"email": "lee1984@mail.example"}, {"email": "anna84@post.example"}, "exact"),
        ({"email": "anna.lee2@mail.example"}, {"birth_date": "1984-03-01"}, None),
        ({"email": "anna.lee8412@mail.example"}, {"birth_date": "1984-03-01"}, None),
    ],
)
def test_a_year_in_an_address_stands_for_a_birth_date(one, other, level):
    name = {"first_name": "Anna", "last_name": "Lee", "phone": "+442079460018"}
    assert link({**name, **one}, {**name, **other})["email_year_level"] == (level or "missing")


def test_one_system_seldom_keeps_a_person_twice():
    shop = {**_ONE, "record_key": "shop|1"}
    same = link(shop, {**_ONE, "record_key": "shop|2"})
    other = link(shop, {**_ONE, "record_key": "till|1"})
    assert same["source_system_level"] == "missing"  # there is but one system
    assert other["source_system_level"] == "other"
    people = [shop, {**_ONE, "record_key": "shop|2"}, {**_ONE, "record_key": "till|1"}]
    weights = {
        pair["source_system_level"]: pair["source_system_weight"]
        for pair in resolve(company(*people)).pairs.to_pylist()
    }
    assert weights["same"] < 0 < weights["other"]


def test_fathers_and_sons_of_one_name_are_two():
    father = {**_HOME, "first_name": "Karl", "birth_date": "1961-08-23"}
    son = {**father, "birth_date": "1990-02-07"}
    assert sizes(father, son) == [1, 1]
    assert sizes({**father, **_PHONE}, {**son, **_PHONE}) == [1, 1]
    email = {"email": "karl.brandt@mail.example"}
    assert link({**father, **email}, {**son, **email})["names_together_level"] == "both"


def test_twins_are_two():
    twins = [
        {**_HOME, **_PHONE, "birth_date": "1999-05-04", "first_name": n} for n in ("Lena", "Oskar")
    ]
    assert sizes(*twins) == [1, 1]
    assert link(*twins)["names_together_level"] == "two_people"


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("ann.lee3@mail.example", "ann.lee7@mail.example", "namesake"),
        ("ann.lee@mail.example", "ann.leee@mail.example", "close"),
        ("ann.lee3@mail.example", "ann.lee3@post.example", "namesake"),
        ("ann.lee37@mail.example", "ann.lee37@post.example", "close_namesake"),
    ],
)
def test_another_number_is_another_account(one, other, level):
    name = {"first_name": "Ann", "last_name": "Lee", "phone": "+442079460018"}
    assert link({**name, "email": one}, {**name, "email": other})["email_level"] == level


def test_near_names_explain_near_addresses():
    names = ({"last_name": "Gautier"}, {"last_name": "Gauthier"})
    phone = {"first_name": "Ann", "phone": "+442079460018"}
    pair = [
        {**phone, **name, "email": f"ann.{name['last_name'].lower()}@mail.example"}
        for name in names
    ]
    assert link(*pair)["email_level"] == "close_namesake"


def test_a_mistyped_domain_is_near_and_rare():
    name = {"first_name": "Ann", "last_name": "Lee", "phone": "+442079460018"}
    pair = [{**name, "email": f"ann.lee3@{host}"} for host in ("gmail.com", "gmial.com")]
    others = [{"email": f"person{number}@gmail.com"} for number in range(30)]
    linked = resolve(company(*pair, *others)).pairs.to_pylist()
    assert [row["email_level"] for row in linked] == ["close"]


def test_the_words_of_an_address_say_how_likely_it_is_chosen_twice():
    addresses = [f"{first}.roberts" for first in "abcdefgh"] + ["zx8812", "h.smith"]
    shares = address_words.log_shares(pa.array(addresses))
    by_address = dict(zip(addresses, shares, strict=True))
    assert by_address["h.roberts"] == pytest.approx(np.log2(1.5 / 10) + np.log2(7.5 / 10))
    assert by_address["zx8812"] == pytest.approx(2 * np.log2(0.5 / 10))
    assert len(address_words.log_shares(pa.array([], pa.string()))) == 0


def test_whole_names_are_counted_in_either_order():
    people = [("Ann", "Lee")] * 3 + [("Lee", "Ann")] + [("Bo", "Ray"), ("Bo", None)]
    records = company(*({"first_name": a, "last_name": b} for a, b in people))
    names = WholeNames(prepare(records, Settings(), default_lookups()))
    assert sorted(names.counts.tolist()) == [1, 4]
    assert names.number.tolist().count(-1) == 1
    # Of the pairs of the four, three are in opposite order: 2 * 3 * 1 of 16, drawn to 0.06.
    assert np.exp2(names.opposite).max() == pytest.approx((6 + 0.06 * 4) / (16 + 4))


def test_a_name_of_many_bearers_is_more_common_than_its_parts_say():
    people = [("Ann", "Lee")] * 40 + [("Bo", "Ray")]
    records = company(*({"first_name": a, "last_name": b} for a, b in people))
    features = prepare(records, Settings(), default_lookups())
    names = WholeNames(features)
    parts = np.full(len(features.first.values), np.log2(0.01))
    shares = np.exp2(names.log_shares(parts, parts, factor=0.0, mates=0.0))
    often, seldom = shares[np.argsort(-names.counts)]
    assert often == pytest.approx(40 / (1 / (41 * 0.0001) + 1) / 41)
    assert seldom == pytest.approx(0.0001, rel=0.01)


def test_compound_given_names_are_read_in_one_way():
    chinese = {"phone": "+6590976602"}
    pair = link(
        {**chinese, "first_name": "Li Hua", "last_name": "Liew"},
        {**chinese, "first_name": "Li", "middle_name": "Hua", "last_name": "Liew"},
    )
    assert pair["first_name_level"] == "exact"


def test_junk_is_junk_wherever_it_stands():
    rows = [
        ("acme", "email", "test@test.com"),
        ("acme", "email", "test@test.com"),
        ("acme", "email", "ann.lee@mail.example"),
        ("acme", "phone", "+10000000000"),
        ("bolt", "loyalty_id", "A17"),
    ]
    names = ["company_id", "id_type", "id_value"]
    found = junk_identifiers(pa.table(list(zip(*rows, strict=True)), names=names)).to_pylist()
    assert [row["id_value"] for row in found] == ["test@test.com", "+10000000000"]
    assert {row["company_id"] for row in found} == {"acme"}


def test_what_was_left_out_is_among_the_entries():
    chain = [{"record_key": f"crm|{n:04}"} for n in range(300)]
    hints = pa.Table.from_pylist(
        [
            {"company_id": "acme", "record_key_a": a["record_key"], "record_key_b": b["record_key"]}
            for a, b in pairwise(chain)
        ]
    )
    companies = pa.table({"company_id": ["acme"]})
    entries = dbt_inputs.resolution(company(*chain), hints, None, companies, None).to_pylist()
    (block,) = [row for row in entries if row["block_type"]]
    assert block["block_type"] == "component" and block["record_count"] == 300
    assert block["reason"] == "too_many_linked_records" and block["record_key_a"] is None
    assert [row["entry_no"] for row in entries] == list(range(1, len(entries) + 1))


def test_a_threshold_that_cannot_be_names_its_company():
    companies = pa.table({"company_id": ["acme", "bolt"], "match_threshold": [0.5, 1.0]})
    with pytest.raises(ValueError, match=r"company bolt: match_threshold must lie between 0 and 1"):
        dbt_inputs.resolution(company({"record_key": "crm|1"}), None, None, companies, None)
