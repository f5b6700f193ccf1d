"""Values that stand where there is nothing to write."""

from __future__ import annotations

from scenario import Day, Scenario, order, record

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
)
