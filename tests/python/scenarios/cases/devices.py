"""Cookies, logins and people who never signed up."""

from __future__ import annotations

from scenario import Day, Scenario, link, order, record, touch

_ANN = record("a", first_name="Ann", last_name="Okafor", email="ann@mail.example")
_BORIS = record("b", first_name="Boris", last_name="Petrov", email="boris@mail.example")


def _visit(key: str, **who: str):
    """A visit on the shared device."""
    return touch(key, source_system="crm", anonymous_id="cookie-1", **who)


SCENARIOS = (
    Scenario(
        "anonymous_then_known",
        "A device visits, and its visitor logs in a day later.",
        "A cookie alone is nobody; after the login it leads to the person.",
        (
            Day(
                rows=(_ANN, _visit("t1")),
                customers=("a",),
                leads_to={"anonymous_id:cookie-1": None},
                changes=("created a",),
            ),
            Day(
                rows=(link("anonymous_id:cookie-1", "email:ann@mail.example", "login"),),
                leads_to={"anonymous_id:cookie-1": "a"},
                changes=(),
            ),
        ),
    ),
    Scenario(
        "login_conflict",
        "Two people log in on one device, a day after another.",
        "They stay two; the device leads to nobody once it is shared.",
        (
            Day(
                rows=(_ANN, _BORIS, _visit("t1", source_customer_id="a")),
                customers=("a", "b"),
                leads_to={"anonymous_id:cookie-1": "a"},
                blocked={},
                changes=("created a", "created b"),
            ),
            Day(
                rows=(_visit("t2", source_customer_id="b"),),
                leads_to={"anonymous_id:cookie-1": None},
                blocked={"anonymous_id:cookie-1": "shared_by_customers"},
                changes=(),
            ),
        ),
    ),
    Scenario(
        "login_conflict_of_bare_records",
        "The same with two records that hold nothing but an e-mail address each.",
        "A shared device joins nobody, not even people about whom nothing speaks against it.",
        (
            Day(
                rows=(
                    record("a", email="ann@mail.example"),
                    record("b", email="boris@mail.example"),
                    link("anonymous_id:cookie-1", "email:ann@mail.example", "login"),
                    link("anonymous_id:cookie-1", "email:boris@mail.example", "login"),
                ),
                customers=("a", "b"),
                leads_to={"anonymous_id:cookie-1": None},
                blocked={"anonymous_id:cookie-1": "shared_by_customers"},
            ),
        ),
    ),
    Scenario(
        "cookie_on_records",
        "Two records of the CRM hold one cookie and different names.",
        "A cookie on records joins nobody either.",
        (
            Day(
                rows=(
                    record("a", first_name="Ann", last_name="Okafor", anonymous_id="cookie-1"),
                    record("b", first_name="Boris", last_name="Petrov", anonymous_id="cookie-1"),
                ),
                customers=("a", "b"),
                blocked={"anonymous_id:cookie-1": "shared_by_customers"},
            ),
        ),
    ),
    Scenario(
        "guest_corrected",
        "The e-mail address of a guest's order is corrected, its telephone number stays.",
        "The former id leads to the customer who has the order now.",
        (
            Day(
                rows=(order("o1", email="ann@mail.example", phone="+442079460018"),),
                customers=("guest|email:ann@mail.example guest|phone:+442079460018",),
            ),
            Day(
                rows=(order("o1", email="anna@mail.example", phone="+442079460018"),),
                customers=("guest|email:anna@mail.example guest|phone:+442079460018",),
                changes=(
                    "created guest|email:anna@mail.example",
                    "merged guest|email:ann@mail.example into guest|email:anna@mail.example",
                ),
            ),
        ),
    ),
    Scenario(
        "guest_then_member",
        "Somebody orders as a guest and signs up with the same e-mail address later.",
        "The guest's orders are the member's, and the guest is no customer any more.",
        (
            Day(
                rows=(order("o1", email="ann@mail.example"),),
                customers=("guest|email:ann@mail.example",),
            ),
            Day(
                rows=(_ANN,),
                customers=("a",),
                leads_to={"email:ann@mail.example": "a"},
            ),
        ),
    ),
    Scenario(
        "receipt",
        "A till's receipt names a loyalty card and an e-mail address of two known records.",
        "What a source states ties records that share no value.",
        (
            Day(
                rows=(record("a", email="ann@mail.example"), record("b", loyalty_id="K7712")),
                customers=("a", "b"),
                changes=("created a", "created b"),
            ),
            Day(
                rows=(link("loyalty_id:K7712", "email:ann@mail.example", "receipt"),),
                customers=("a b",),
                changes=("merged b into a",),
            ),
        ),
    ),
)
