"""A thousand planted links must not make one customer."""

from __future__ import annotations

from itertools import pairwise

from scenario import Day, Scenario, link, record

PLANTED = 1000


def _victims() -> list:
    return [record(f"v{n:04}", email=f"victim{n:04}@mail.example") for n in range(PLANTED)]


def _email(number: int) -> str:
    return f"email:victim{number:04}@mail.example"


_ANN = (record("ann1", email="ann@mail.example"), record("ann2", email="ann@mail.example"))
_NAMES = tuple(f"v{n:04}" for n in range(PLANTED))

SCENARIOS = (
    Scenario(
        "hub_attack",
        "A thousand statements tie one e-mail address to a thousand customers.",
        "Too many links are no evidence: all stay themselves, and so do the others.",
        (
            Day(
                rows=(*_ANN, record("hub", email="mallory@mail.example"), *_victims()),
                customers=("ann1 ann2", "hub", *_NAMES),
            ),
            Day(
                rows=tuple(link("email:mallory@mail.example", _email(n)) for n in range(PLANTED)),
                changes=(),
            ),
        ),
    ),
    Scenario(
        "chain_attack",
        "A thousand customers are tied by statements in one long chain.",
        "A chain beyond all customers joins nobody, and others are not touched.",
        (
            Day(rows=(*_ANN, *_victims()), customers=("ann1 ann2", *_NAMES)),
            Day(
                rows=tuple(link(_email(a), _email(b)) for a, b in pairwise(range(PLANTED))),
                changes=(),
            ),
        ),
    ),
)
