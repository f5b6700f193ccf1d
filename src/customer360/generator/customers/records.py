"""Customer records: what each system of a company believes about the people it knows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from customer360.generator.calendar import FIRST_RECORD, WINDOW_END, moment_between
from customer360.generator.columns import (
    Frame,
    constant,
    numbered,
    take_text,
    timestamps,
    where,
)
from customer360.generator.customers.contacts import email_column, phone_column
from customer360.generator.customers.homes import birth_columns, home_columns
from customer360.generator.customers.identifiers import cookies, loyalty_cards, web_accounts
from customer360.generator.customers.names import name_columns
from customer360.generator.people.names import CULTURES
from customer360.generator.people.population import People
from customer360.generator.profile import Company, System
from customer360.generator.sampling import Sampler


@dataclass(frozen=True)
class Records:
    """The records of one system in one block, with what activity needs to know about them."""

    system: System
    person: np.ndarray  # position in People
    created_at: np.ndarray
    frame: Frame

    def __len__(self) -> int:
        return len(self.person)

    @property
    def key(self) -> pa.Array:
        return self.frame["source_record_id"]


def draw_memberships(sampler: Sampler, company: Company, people: People) -> np.ndarray:
    """Number of records of each person in each system: int64[people, systems].

    Zealous customers are known to more systems; everyone is known to at least one.
    """
    size = len(people)
    counts = np.zeros((size, len(company.systems)), dtype=np.int64)
    for position, system in enumerate(company.systems):
        lean = system.coverage * (0.45 + 1.1 * people.zeal)
        member = sampler.chance(size, lean)
        again = sampler.chance(size, system.duplicates)
        thrice = again & sampler.chance(size, 0.15)
        counts[:, position] = member * (1 + again + thrice)
    unknown = counts.sum(axis=1) == 0
    anywhere = sampler.pick(size, [system.coverage for system in company.systems])
    counts[np.flatnonzero(unknown), anywhere[unknown]] = 1
    return counts


def write_records(
    sampler: Sampler,
    company: Company,
    system: System,
    people: People,
    counts: np.ndarray,
    wanted: dict[str, np.ndarray],
    has_card: np.ndarray,
    first_key: int,
) -> Records:
    """The records of one system; `counts` says how many each person has.

    `wanted` says of email and phone whether the person is also known to a system that has nothing
    else: then this one mostly has it too. `has_card` is per person as well.
    """
    person = np.repeat(np.arange(len(people)), counts)
    copy = np.arange(len(person)) - np.repeat(np.cumsum(counts) - counts, counts)
    created = _created(sampler, len(person))
    order = np.argsort(created, kind="stable")
    person, copy, created = person[order], copy[order], created[order]
    size = len(person)
    known_at = created + sampler.early(size, np.maximum(WINDOW_END - created - 1, 1), power=4)

    frame: Frame = {"source_record_id": numbered(system.key_prefix, first_key + np.arange(size), 6)}
    frame["email"] = email_column(sampler, company, system, people, person, copy)
    frame["phone"] = phone_column(sampler, system, people, person)
    frame |= name_columns(sampler, system, people, person, known_at)
    frame |= birth_columns(sampler, system, people, person)
    frame |= home_columns(sampler, system, people, person, known_at)
    cards = loyalty_cards(company, people, person, copy, system)
    frame["loyalty_id"] = where(has_card[person], cards)
    frame["external_customer_id"] = web_accounts(people, person)
    frame["anonymous_id"] = cookies(company, people, person, np.zeros(size, dtype=np.int64))
    frame["language"] = take_text(CULTURES, people.culture[person])
    frame["created_at"] = timestamps(created, system.utc)
    frame["updated_at"] = timestamps(known_at, system.utc)
    frame["is_deleted"] = pa.array(sampler.chance(size, 0.006))
    frame["opt_in"] = pa.array(sampler.chance(size, 0.66))
    frame["opt_in_channel"] = constant(system.opt_in_channel, size)
    frame["opt_in_at"] = timestamps(created, system.utc)
    for column, value in system.constants.items():
        frame[column] = constant(value, size)
    wanted = {column: mask[person] for column, mask in wanted.items()}
    return Records(system, person, created, _as_exported(sampler, system, wanted, frame))


def wanted_contacts(company: Company, memberships: np.ndarray) -> dict[str, np.ndarray]:
    """Column -> whether each person is known to a system that has no other contact."""
    wanted = {}
    for column, other in (("email", "phone"), ("phone", "email")):
        only = [
            column in system.filled and other not in system.filled for system in company.systems
        ]
        wanted[column] = memberships[:, np.array(only)].any(axis=1)
    return wanted


def _created(sampler: Sampler, size: int) -> np.ndarray:
    low = np.full(size, FIRST_RECORD) + sampler.below(size, WINDOW_END - FIRST_RECORD)
    return moment_between(sampler, low, WINDOW_END)


#: How often a contact is there where it is the only bridge to another system.
_WANTED_SHARE = 0.88


def _as_exported(
    sampler: Sampler, system: System, wanted: dict[str, np.ndarray], frame: Frame
) -> Frame:
    """Only the columns the system has, filled as often as its clerks fill them.

    A record that would be left without any contact gets the person's own phone, or address: such
    a record could be matched by nobody.
    """
    size = len(frame["source_record_id"])
    exported: Frame = {"source_record_id": frame["source_record_id"]}
    for column, share in system.filled.items():
        filled = sampler.chance(size, share)
        if column in wanted:
            filled |= wanted[column] & sampler.chance(size, _WANTED_SHARE)
        exported[column] = frame[column] if share >= 1 else where(filled, frame[column])
    lost = np.ones(size, dtype=bool)
    for column in ("email", "phone", "loyalty_id"):
        if column in exported:
            lost &= exported[column].is_null().to_numpy(zero_copy_only=False)
    rescue = "phone" if "phone" in exported else "email"
    exported[rescue] = where(lost, frame[rescue], exported[rescue])
    for column in ("created_at", "updated_at", *system.constants):
        exported.setdefault(column, frame[column])
    if "opt_in" in exported:
        answered = exported["opt_in"].is_valid().to_numpy(zero_copy_only=False)
        exported["opt_in_channel"] = where(answered, frame["opt_in_channel"])
        exported["opt_in_at"] = where(answered, frame["opt_in_at"])
    return exported
