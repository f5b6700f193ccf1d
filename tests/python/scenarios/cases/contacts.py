"""Phone numbers and e-mail addresses that are not one person's."""

from __future__ import annotations

from scenario import Day, Scenario, order, record

_HOME = {
    "last_name": "Lindgren",
    "phone": "+46812345670",
    "street": "Storgatan 4",
    "city": "Uppsala",
    "postal_code": "75310",
    "country": "SE",
}

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
