"""People who look like one, and one who looks like several."""

from __future__ import annotations

from scenario import Day, Scenario, record

_ANN = {"first_name": "Ann", "last_name": "Okafor", "birth_date": "1984-03-17"}
_HOME = {
    "last_name": "Brandt",
    "phone": "+493012345670",
    "street": "Lindenweg 12",
    "city": "Erfurt",
    "postal_code": "99084",
    "country": "DE",
}

SCENARIOS = (
    Scenario(
        "twins",
        "Two given names; family name, birth date, address and phone are the same.",
        "Twins are two customers of one household.",
        (
            Day(
                rows=(
                    record("lena", first_name="Lena", birth_date="1999-05-04", **_HOME),
                    record("oskar", first_name="Oskar", birth_date="1999-05-04", **_HOME),
                ),
                customers=("lena", "oskar"),
                households=("lena oskar",),
                changes=("created lena", "created oskar"),
            ),
        ),
    ),
    Scenario(
        "father_and_son",
        "One full name, address and phone; the birth dates are a generation apart.",
        "A birth date parts what everything else joins.",
        (
            Day(
                rows=(record("father", first_name="Karl", birth_date="1961-08-23", **_HOME),),
                customers=("father",),
                changes=("created father",),
            ),
            Day(
                rows=(record("son", first_name="Karl", birth_date="1990-02-07", **_HOME),),
                customers=("father", "son"),
                households=("father son",),
                changes=("created son",),
            ),
        ),
    ),
    Scenario(
        "common_name",
        "Two people called Maria Garcia have different e-mail addresses.",
        "A name alone joins nobody.",
        (
            Day(
                rows=(
                    record("a", first_name="Maria", last_name="Garcia", email="mg@mail.example"),
                    record("b", first_name="Maria", last_name="Garcia", email="pilar@post.example"),
                ),
                customers=("a", "b"),
            ),
        ),
    ),
    Scenario(
        "swapped_names",
        "One system has given and family name in each other's place.",
        "Still one person.",
        (
            Day(
                rows=(
                    record("a", **_ANN),
                    record("b", **{**_ANN, "first_name": "Okafor", "last_name": "Ann"}),
                ),
                customers=("a b",),
            ),
        ),
    ),
    Scenario(
        "married",
        "The same given name, birth date and e-mail address under a new family name.",
        "A new name is not a new customer, and the id stays.",
        (
            Day(
                rows=(record("a", email="ann.o@mail.example", **_ANN),),
                customers=("a",),
                changes=("created a",),
            ),
            Day(
                rows=(
                    record("b", email="ann.o@mail.example", **{**_ANN, "last_name": "Lindgren"}),
                ),
                customers=("a b",),
                changes=(),
            ),
            Day(
                rows=(
                    record("a", email="ann.o@mail.example", **{**_ANN, "last_name": "Lindgren"}),
                ),
                changes=(),
            ),
        ),
    ),
    Scenario(
        "person_named_null",
        "People called Null and Nan, one of them in two systems.",
        "Their names are names: the same one matches, another given name does not.",
        (
            Day(
                rows=(
                    record("a", **{**_ANN, "last_name": "Null"}),
                    record("shop|a", **{**_ANN, "last_name": "Null"}),
                    record("b", first_name="Jo", last_name="Null", birth_date="1961-07-19"),
                    record("c", first_name="Bo", last_name="Nan", birth_date="1990-01-05"),
                ),
                customers=("a shop|a", "b", "c"),
                changes=("created a", "created b", "created c"),
            ),
        ),
    ),
    Scenario(
        "nameless",
        "Records know a town and a page's language, and a loyalty card each.",
        "Nothing in common but a town is nothing in common.",
        (
            Day(
                rows=tuple(
                    record(name, city="Oslo", language="no", loyalty_id=f"K-77{n}9")
                    for n, name in enumerate("abcde")
                ),
                customers=tuple("abcde"),
            ),
        ),
    ),
    Scenario(
        "deleted_record",
        "The source deletes one of the two records of a customer.",
        "It stays mapped, and the customer keeps its id.",
        (
            Day(
                rows=(record("a", **_ANN), record("shop|a", **_ANN)),
                customers=("a shop|a",),
                changes=("created a",),
            ),
            Day(rows=(record("a", is_deleted="true", **_ANN),), changes=()),
        ),
    ),
)
