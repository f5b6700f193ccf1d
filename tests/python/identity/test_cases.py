"""Named situations, each with the customers it must give."""

from __future__ import annotations

from itertools import pairwise

import pytest
from small_companies import company, links, partition, sizes

from customer360.identity import resolve

ANN = {"first_name": "Ann", "last_name": "Okafor", "birth_date": "1984-03-17"}


def test_two_records_with_one_email_and_nothing_else_are_one():
    assert sizes(
        {"email": "ann@mail.org"}, {"email": " ANN@mail.org"}, {"email": "b@mail.org"}
    ) == [
        2,
        1,
    ]


@pytest.mark.parametrize("column", ["phone", "loyalty_id", "national_id", "external_customer_id"])
def test_each_exact_identifier_links_bare_records(column):
    value = {"phone": "+442079460018"}.get(column, "K-77-1203")
    assert sizes({column: value}, {column: value}, {"email": "b@mail.org"}) == [2, 1]


def test_disjoint_records_stay_apart():
    assert sizes({"email": "a@mail.org"}, {"email": "b@mail.org"}, {"phone": "+442079460018"}) == [
        1,
        1,
        1,
    ]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("010-8065-7053", "(010) 80657053", [2]),
        ("010-8065-7053", "010-8065-7054", [1, 1]),
        ("010-8065-7053", "+82 10-8065-7053", [2]),
        ("011-1111-1111", "011 1111 1111", [1, 1]),
        ("ring twice 010 8065 7053", "ring 010 8065 7053 twice", [1, 1]),
    ],
)
def test_numbers_that_no_plan_knows_meet_by_their_digits(one, other, expected):
    """In a company of the United States, whose plan knows none of them."""
    assert sizes({"phone": one}, {"phone": other}) == expected


def test_four_family_members_on_one_phone_stay_four():
    home = {
        "last_name": "Lindgren",
        "phone": "+46 8 123 456 78",
        "street": "Storgatan 4",
        "city": "Uppsala",
        "postal_code": "75310",
        "country": "SE",
    }
    members = [
        {"first_name": "Erik", "birth_date": "1979-02-11"},
        {"first_name": "Maja", "birth_date": "1981-09-30"},
        {"first_name": "Oskar", "birth_date": "2006-06-05"},
        {"first_name": "Tilda", "birth_date": "2009-12-24"},
    ]
    assert sizes(*({**home, **member} for member in members)) == [1, 1, 1, 1]
    # Also without birth dates.
    assert sizes(*({**home, "first_name": m["first_name"]} for m in members)) == [1, 1, 1, 1]


def test_one_email_with_other_first_names_and_birth_dates_is_not_one():
    shared = {"email": "family@mail.org", "last_name": "Okafor"}
    assert sizes(
        {**shared, "first_name": "Ann", "birth_date": "1984-03-17"},
        {**shared, "first_name": "George", "birth_date": "1951-11-02"},
    ) == [1, 1]


def test_common_names_with_different_emails_stay_apart():
    maria = {"first_name": "Maria", "last_name": "Garcia"}
    assert sizes({**maria, "email": "mg@mail.org"}, {**maria, "email": "garcia.m@post.es"}) == [
        1,
        1,
    ]


@pytest.mark.parametrize("is_reversed", [False, True])
def test_a_chain_of_50_records_is_one_customer(is_reversed):
    chain = [{"email": f"a{i}@mail.org", "loyalty_id": f"L{i // 2:05}"} for i in range(50)]
    for i in range(1, 49, 2):
        chain[i + 1]["email"] = chain[i]["email"]
    assert sizes(*(reversed(chain) if is_reversed else chain)) == [50]


def test_a_chain_alternates_email_and_phone():
    chain = [
        {"email": f"a{i // 2}@mail.org", "phone": f"+4420794600{(i + 1) // 2:02}"}
        for i in range(12)
    ]
    assert sizes(*chain) == [12]


def test_a_chain_of_observed_links_is_one_customer():
    people = company(*({"email": f"p{i}@mail.org"} for i in range(50)))
    keys = people["record_key"].to_pylist()
    chain = links(*pairwise(keys), link_type="observed_together")
    assert len(partition(resolve(people, chain))) == 1


def test_a_hub_email_over_the_cap_links_nobody_and_is_reported(names):
    people = [{"first_name": a, "last_name": b, "email": "desk@store.org"} for a, b in names[:60]]
    resolution = resolve(company(*people))
    assert len(partition(resolution)) == 60
    (row,) = resolution.blocked.to_pylist()
    assert (row["id_type"], row["id_value"], row["record_count"], row["reason"]) == (
        "email",
        "desk@store.org",
        60,
        "too_many_records",
    )


@pytest.mark.parametrize(
    "column, value",
    [
        ("email", "noreply@mail.org"),
        ("email", "test@test.com"),
        ("email", "null"),
        ("phone", "0000000000"),
        ("phone", "1234567890"),
        ("phone", "+1 111 111 1111"),
        ("loyalty_id", "anonymous"),
        ("national_id", "n/a"),
        ("external_customer_id", "0000"),
    ],
)
def test_junk_identifiers_link_nobody(column, value):
    assert sizes({column: value, "city": "Rome"}, {column: value, "city": "Rome"}) == [1, 1]


def test_swapped_names_are_one_person():
    assert sizes(ANN, {**ANN, "first_name": "Okafor", "last_name": "Ann"}) == [2]


def test_a_new_family_name_after_marriage_is_one_person():
    shared = {**ANN, "email": "ann.o@mail.org", "gender": "female"}
    assert sizes(shared, {**shared, "last_name": "Lindgren"}) == [2]


def test_people_named_null_and_nan_keep_their_names():
    null, nan = {**ANN, "last_name": "Null"}, {**ANN, "last_name": "Nan"}
    assert sizes(null, {**null}, {**nan, "birth_date": "1990-01-05", "first_name": "Bo"}) == [2, 1]
    other = {"first_name": "Jo", "last_name": "Null", "birth_date": "1961-07-19"}
    assert sizes(null, other) == [1, 1]


def test_records_without_attributes_stay_single():
    assert sizes(*({"country": "GB"} for _ in range(5))) == [1] * 5


def test_a_shared_login_device_does_not_join_two_people():
    a = {**ANN, "email": "ann@mail.org"}
    b = {
        "first_name": "Boris",
        "last_name": "Petrov",
        "birth_date": "1967-01-29",
        "email": "bp@x.org",
    }
    people = company(a, b)
    keys = people["record_key"].to_pylist()
    assert len(partition(resolve(people, links((keys[0], keys[1]), link_type="login")))) == 2


def test_a_guest_joins_the_customer_whose_email_it_used():
    people = company({**ANN, "email": "ann@mail.org"}, {"email": "ann@mail.org", "is_guest": True})
    assert len(partition(resolve(people))) == 1


def test_test_accounts_are_not_one_person():
    first = {"first_name": "Test", "last_name": "Test", "city": "Oslo"}
    second = {"first_name": "qa", "last_name": "account", "city": "Oslo"}
    assert sizes(first, first, second, second) == [1, 1, 1, 1]


def test_a_bare_record_on_a_family_phone_does_not_join_the_family():
    phone = {"phone": "+442079460018", "last_name": "Davis", "country": "GB"}
    found = sizes(
        {**phone, "first_name": "Joseph"},
        {"phone": phone["phone"]},
        {**phone, "first_name": "Daisy"},
    )
    assert found in ([2, 1], [1, 1, 1])


def test_middle_names_tell_namesakes_apart():
    born = {"birth_date": "1984-03-17"}
    hai = {**born, "full_name": "Nguyễn Văn Hải"}
    assert sizes(hai, {**born, "full_name": "Van Hai Nguyen"}) == [2]
    assert sizes({"full_name": "Nguyễn Văn Hải"}, {"full_name": "Nguyễn Đức Hải"}) == [1, 1]
