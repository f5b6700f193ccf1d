"""What makes one company: its people's backgrounds, its systems and their habits, as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from customer360.generator.block import Block

#: Weights of the scripts a system writes names in: native, plain letters, the other plain habit.
Scripts = tuple[float, float, float]


@dataclass(frozen=True)
class System:
    """One source system that keeps customer records."""

    name: str
    key_prefix: str
    #: Share of people it knows, and share of those it knows twice.
    coverage: float
    duplicates: float = 0.0
    #: Column -> share of records in which it is filled; a column not named is not exported.
    filled: Mapping[str, float] = field(default_factory=dict)
    #: Culture -> weights of the scripts; a culture not named writes native.
    scripts: Mapping[int, Scripts] = field(default_factory=dict)
    #: Share of phone numbers in each writing style of contacts.write_phones.
    phone_styles: tuple[float, ...] = (5, 4, 3, 1, 1, 1, 1)
    #: True where times are UTC instants, False where they are the wall clock of the company.
    utc: bool = True
    #: How much more often than usual its records are wrong.
    noise: float = 1.0
    #: Share of accounts that no real customer opened.
    test_accounts: float = 0.002
    #: True for the one system that hands out loyalty cards; others only note their numbers.
    issues_cards: bool = False
    opt_in_channel: str = "email"
    #: Constants for columns that are the same in all records of the system.
    constants: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Company:
    company_id: str
    #: Short form in person ids and keys.
    code: str
    #: Part of all people, in percent.
    share: int
    #: (culture, country, share) of its people.
    mix: tuple[tuple[int, int, float], ...]
    systems: tuple[System, ...]
    #: Rows of company.csv: setting, value and, where it did not always hold, its first day.
    settings: tuple[tuple[str, ...], ...] = ()
    #: Adds what the people of a block did, after the records exist.
    activity: Callable[[Block], None] | None = None
    #: Adds what does not depend on people: products, campaigns, spend, rates, rules, dirty rows.
    catalogue: Callable[[Block], None] | None = None
    #: Mailboxes that belong to nobody and are typed where an address must be given.
    junk_emails: tuple[str, ...] = ("no-reply@example.com", "test@test.com", "none@none.com")
    #: Seconds the company's wall clock is ahead of UTC; only for zones that never change it.
    clock_ahead: int = 0
    #: True where customers.csv has only a key, an address and the opt-in.
    newsletter_only: bool = False
