"""Many on one, one on many, and more than one way between two records."""

from __future__ import annotations

from scenario import Day, Scenario, order, record, touch

_FIRST_NAMES = [
    "Olivia",
    "Noah",
    "Emma",
    "Liam",
    "Ava",
    "Mateo",
    "Mia",
    "Lucas",
    "Zoe",
    "Ethan",
    "Chloe",
    "Ivan",
]
_LAST_NAMES = ["Novak", "Keller", "Brandt", "Okafor", "Lindgren"]


def crowd_on(identifier: str, value: str) -> tuple:
    """Sixty people with names of their own who carry the same identifier."""
    return tuple(
        record(f"p{n:02}", first_name=first, last_name=last, **{identifier: value})
        for n, (first, last) in enumerate((a, b) for a in _FIRST_NAMES for b in _LAST_NAMES)
    )


def numbered(prefix: str, count: int) -> tuple[str, ...]:
    return tuple(f"{prefix}{n:02}" for n in range(count))


SCENARIOS = (
    Scenario(
        "diamond",
        "A reaches D through B on the second day and through C on the third.",
        "Two ways to one record merge once, with one change.",
        (
            Day(
                rows=(
                    record("a", email="ann@mail.example", phone="+442079460018"),
                    record("d", loyalty_id="K-7712", national_id="AB-558-201"),
                ),
                customers=("a", "d"),
                changes=("created a", "created d"),
            ),
            Day(
                rows=(record("b", email="ann@mail.example", loyalty_id="K-7712"),),
                customers=("a b d",),
                changes=("merged d into a",),
            ),
            Day(
                rows=(record("c", phone="+442079460018", national_id="AB-558-201"),),
                customers=("a b c d",),
                changes=(),
            ),
        ),
    ),
    Scenario(
        "fan_in",
        "Thirty bare records carry one loyalty card, below the cap.",
        "Many records of one person are one customer.",
        (
            Day(
                rows=tuple(record(name, loyalty_id="K-7712") for name in numbered("r", 30)),
                customers=(" ".join(numbered("r", 30)),),
                blocked={},
            ),
        ),
    ),
    Scenario(
        "high_fan_in",
        "Sixty people carry one e-mail address; on the second day one more record does.",
        "An identifier over the cap ties nobody, and says why.",
        (
            Day(
                rows=crowd_on("email", "till.seven@bakery.example"),
                customers=numbered("p", 60),
                blocked={"email:till.seven@bakery.example": "too_many_records"},
            ),
            Day(
                rows=(record("z", email="till.seven@bakery.example"),),
                customers=(*numbered("p", 60), "z"),
                blocked={"email:till.seven@bakery.example": "too_many_records"},
                changes=("created z",),
            ),
        ),
    ),
    Scenario(
        "grown_over_the_cap",
        "Forty bare records with one card are one customer; the next day twenty more carry it.",
        "A card that turns out to be everybody's ties nobody any more.",
        (
            Day(
                rows=tuple(record(name, loyalty_id="K-7712") for name in numbered("r", 40)),
                customers=(" ".join(numbered("r", 40)),),
                blocked={},
            ),
            Day(
                rows=tuple(record(name, loyalty_id="K-7712") for name in numbered("s", 20)),
                customers=(*numbered("r", 40), *numbered("s", 20)),
                blocked={"loyalty_id:K-7712": "too_many_records"},
            ),
        ),
    ),
    Scenario(
        "fan_out",
        "One record places orders and visits under identifiers of its own and new ones.",
        "Everything that is seen with a person leads to the person.",
        (
            Day(
                rows=(
                    record("a", email="ann@mail.example", loyalty_id="K7712"),
                    order("o1", "crm", source_customer_id="a", email="ann@work.example"),
                    order("o2", "crm", source_customer_id="a", phone="+442079460018"),
                    order("o3", "crm", source_customer_id="a", loyalty_id="K9901"),
                    touch("t1", email="ann@mail.example", anonymous_id="cookie-1"),
                    touch("t2", email="ann@work.example", anonymous_id="cookie-2"),
                ),
                customers=(
                    "a guest|email:ann@work.example guest|phone:+442079460018"
                    " guest|loyalty_id:K9901",
                ),
                blocked={},
                leads_to={
                    "source_record_id:crm|a": "a",
                    "email:ann@mail.example": "a",
                    "email:ann@work.example": "a",
                    "phone:+442079460018": "a",
                    "loyalty_id:K9901": "a",
                    "anonymous_id:cookie-1": "a",
                    "anonymous_id:cookie-2": "a",
                },
            ),
        ),
    ),
    Scenario(
        "self_bridge",
        "Orders name a record together with identifiers that it carries itself.",
        "A record that points to itself is one record, and no guest appears.",
        (
            Day(
                rows=(record("a", email="ann@mail.example", phone="+442079460018"),),
                customers=("a",),
                changes=("created a",),
            ),
            Day(
                rows=(
                    order("o1", "crm", source_customer_id="a", email="ANN@mail.example"),
                    order("o2", email="ann@mail.example", phone="+44 20 7946 0018"),
                ),
                customers=("a",),
                blocked={},
                changes=(),
            ),
        ),
    ),
)
