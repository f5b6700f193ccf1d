"""Numbers and cookies that a system gives to a person: distinct people never share one."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from customer360.generator.columns import hexadecimal, numbered, scrambled
from customer360.generator.people.population import People
from customer360.generator.profile import Company, System

#: Beyond this many people in a company the numbers would come round again.
MOST_PEOPLE = 9_000_000


def loyalty_cards(
    company: Company, people: People, person: np.ndarray, copy: np.ndarray, system: System
) -> pa.Array:
    """The card of each record; a second record where cards are issued has a second card."""
    which = copy if system.issues_cards else np.zeros_like(copy)
    # A prime modulus keeps distinct numbers distinct.
    number = (people.number[person] * 4 + np.minimum(which, 3)) * 48_271 % 99_999_989
    return numbered(company.code.upper(), number, 8)


def cookies(company: Company, people: People, person: np.ndarray, device: np.ndarray) -> pa.Array:
    """The browser cookie of a person's device (0 .. 7)."""
    salt = sum(company.company_id.encode()) * 7_919
    return hexadecimal(scrambled(people.number[person] * 8 + device, salt))


def web_accounts(people: People, person: np.ndarray) -> pa.Array:
    """The number of the person's account on the web site, which other systems may note down."""
    return numbered("u", (people.number[person] * 48_271 + 11) % 9_999_991)
