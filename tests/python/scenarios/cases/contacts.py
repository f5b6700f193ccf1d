"""Phone numbers and e-mail addresses that are not one person's."""

from __future__ import annotations

from scenario import Day, Scenario, order, record

from cases.gaps import PLACEHOLDERS

_HOME = {
    "last_name": "Lindgren",
    "phone": "+46812345670",
    "street": "Storgatan 4",
    "city": "Uppsala",
    "postal_code": "75310",
    "country": "SE",
}

#: Values that people and programs type where there is nothing to type.
_JUNK = (
    ("email", "noreply@mail.example"),
    ("email", "test@test.com"),
    ("email", "null"),
    ("email", "n/a"),
    ("phone", "0000000000"),
    ("phone", "1234567890"),
    ("loyalty_id", "anonymous"),
    ("national_id", "n/a"),
    ("external_customer_id", "0000"),
)


def _people_with_junk() -> tuple:
    """Two people in one town for each junk value, so that the value is all that they share."""
    return tuple(
        record(f"{side}{number}", city="Rome", **{column: value})
        for number, (column, value) in enumerate(_JUNK)
        for side in "ab"
    )


SCENARIOS = (
    Scenario(
        "shared_phone_family",
        "Four people of one family name share phone and address; a bare order comes by that phone.",
        "Four customers, one household; the phone leads to nobody.",
        (
            Day(
                rows=(
                    record("erik", first_name="Erik", birth_date="1979-02-11", **_HOME),
                    record("maja", first_name="Maja", birth_date="1981-09-30", **_HOME),
                    record("oskar", first_name="Oskar", birth_date="2006-06-05", **_HOME),
                    record("tilda", first_name="Tilda", birth_date="2009-12-24", **_HOME),
                    record("nina", first_name="Nina", street="Kungsgatan 9", city="Uppsala"),
                ),
                customers=("erik", "maja", "oskar", "tilda", "nina"),
                blocked={"phone:+46812345670": "shared_by_customers"},
                households=("erik maja oskar tilda", "nina"),
            ),
            Day(
                rows=(order("o1", phone="+46812345670"),),
                leads_to={"phone:+46812345670": None},
                changes=(),
            ),
        ),
    ),
    Scenario(
        "family_without_birth_dates",
        "The same family, known by given names only, one member a day.",
        "The given name is enough to stay apart.",
        (
            Day(rows=(record("erik", first_name="Erik", **_HOME),), customers=("erik",)),
            Day(
                rows=(record("maja", first_name="Maja", **_HOME),),
                customers=("erik", "maja"),
            ),
            Day(
                rows=(record("tilda", first_name="Tilda", **_HOME),),
                customers=("erik", "maja", "tilda"),
                households=("erik maja tilda",),
            ),
        ),
    ),
    Scenario(
        "couple_email",
        "Two people with different given names and birth dates use one e-mail address.",
        "One mailbox, two customers.",
        (
            Day(
                rows=(
                    record(
                        "ann",
                        first_name="Ann",
                        last_name="Okafor",
                        birth_date="1984-03-17",
                        email="okafors@mail.example",
                    ),
                    record(
                        "george",
                        first_name="George",
                        last_name="Okafor",
                        birth_date="1951-11-02",
                        email="okafors@mail.example",
                    ),
                ),
                customers=("ann", "george"),
                blocked={"email:okafors@mail.example": "shared_by_customers"},
            ),
        ),
    ),
    Scenario(
        "store_email",
        "A shop types its own address, info@, for customers that have none.",
        "A role mailbox ties nobody from the second record on, and the reason is told.",
        (
            Day(
                rows=(
                    record("a", first_name="Ann", email="info@bakery.example"),
                    record("b", first_name="Boris", email="info@bakery.example"),
                ),
                customers=("a", "b"),
                blocked={"email:info@bakery.example": "role_mailbox"},
            ),
            Day(
                rows=(
                    record("c", email="info@bakery.example"),
                    order("o1", email="info@bakery.example"),
                ),
                customers=("a", "b", "c"),
                leads_to={"email:info@bakery.example": None},
                changes=("created c",),
            ),
        ),
    ),
    Scenario(
        "junk_values",
        "noreply@, test@, 0000000000, 1234567890, null, anonymous and n/a, on two people each.",
        "What is typed to get past a form merges nobody.",
        (
            Day(
                rows=_people_with_junk(),
                customers=tuple(f"{side}{n}" for n in range(len(_JUNK)) for side in "ab"),
                leads_to={"email:noreply@mail.example": None, "email:test@test.com": None},
                blocked={
                    "email:noreply@mail.example": "role_mailbox",
                    "email:test@test.com": "junk_list",
                    "phone:+10000000000": "junk_list",
                    "phone:+11234567890": "junk_list",
                    "loyalty_id:anonymous": "junk_list",
                    "national_id:n/a": "junk_list",
                    "external_customer_id:0000": "junk_list",
                },
                known_gaps={"blocked": PLACEHOLDERS},
            ),
        ),
    ),
    Scenario(
        "junk_card",
        "One record holds the loyalty card anonymous, and so does somebody's order.",
        "A junk value leads to nobody, also where only one record holds it.",
        (
            Day(
                rows=(
                    record("a", email="ann@mail.example", loyalty_id="anonymous"),
                    order("o1", loyalty_id="anonymous"),
                ),
                customers=("a",),
                leads_to={"loyalty_id:anonymous": None},
                known_gaps={"leads_to": PLACEHOLDERS},
            ),
        ),
    ),
    Scenario(
        "junk_guest",
        "Guests order under null@, noreply@ and a phone of zeros.",
        "A junk value makes no customer.",
        (
            Day(
                rows=(
                    record("a", email="ann@mail.example"),
                    order("o1", email="null@mail.example"),
                    order("o2", email="noreply@mail.example"),
                    order("o3", phone="+10000000000"),
                ),
                customers=("a",),
            ),
        ),
    ),
    Scenario(
        "phone_changes_hands",
        "A number is given to somebody else, with another name, birth date and address.",
        "The newcomer is not the old owner.",
        (
            Day(
                rows=(
                    record(
                        "ann",
                        first_name="Ann",
                        last_name="Okafor",
                        birth_date="1984-03-17",
                        phone="+442079460018",
                    ),
                ),
                customers=("ann",),
                leads_to={"phone:+442079460018": "ann"},
            ),
            Day(
                rows=(
                    record(
                        "boris",
                        first_name="Boris",
                        last_name="Petrov",
                        birth_date="1967-01-29",
                        phone="+442079460018",
                    ),
                ),
                customers=("ann", "boris"),
                blocked={"phone:+442079460018": "shared_by_customers"},
                changes=("created boris",),
            ),
        ),
    ),
)
