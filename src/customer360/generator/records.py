"""Customer records: what each system of a company believes about the people it knows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.generator import corruptions
from customer360.generator.calendar import FIRST_RECORD, WINDOW_END, moment_between
from customer360.generator.columns import (
    Frame,
    choose,
    constant,
    dates,
    hexadecimal,
    join,
    join_present,
    numbered,
    rewrite,
    scrambled,
    take_text,
    text,
    timestamps,
    where,
)
from customer360.generator.contacts import STYLES, write_phones
from customer360.generator.names import EN, FAMILY_FIRST, FEMALE, RU, ZH, all_names
from customer360.generator.people import NO_NAME, People
from customer360.generator.places import COUNTRIES, write_homes
from customer360.generator.profile import Company, System
from customer360.generator.sampling import Sampler

_LANGUAGES = np.array(["vi", "zh", "en", "ru", "fr"])


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
    first_key: int,
) -> Records:
    """The records of one system; `counts` says how many each person has.

    `wanted` says of email and phone whether the person is also known to a system that has nothing
    else: then this one mostly has it too.
    """
    person = np.repeat(np.arange(len(people)), counts)
    copy = np.arange(len(person)) - np.repeat(np.cumsum(counts) - counts, counts)
    created = _created(sampler, len(person), copy)
    order = np.argsort(created, kind="stable")
    person, copy, created = person[order], copy[order], created[order]
    size = len(person)
    known_at = created + sampler.early(size, np.maximum(WINDOW_END - created - 1, 1), power=4)

    frame: Frame = {"source_record_id": numbered(system.key_prefix, first_key + np.arange(size), 6)}
    frame |= _contact_columns(sampler, company, system, people, person, copy, known_at)
    frame |= _name_columns(sampler, system, people, person, known_at)
    frame |= _birth_columns(sampler, system, people, person)
    frame |= _home_columns(sampler, system, people, person, known_at)
    frame["loyalty_id"] = loyalty_cards(company, people, person, copy, system)
    # The number of the person's account on the web site, which other systems may note down.
    account = (people.number[person] * 48_271 + 11) % 9_999_991
    frame["external_customer_id"] = numbered("u", account)
    frame["language"] = text(_LANGUAGES).take(pa.array(people.culture[person]))
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


def loyalty_cards(
    company: Company, people: People, person: np.ndarray, copy: np.ndarray, system: System
) -> pa.Array:
    """The card of each record; a second record in the loyalty system has a second card."""
    which = copy if system.name == "loyalty" else np.zeros_like(copy)
    number = (people.number[person] * 4 + np.minimum(which, 3)) * 48_271 % 99_999_989
    return numbered(company.code.upper(), number, 8)


def cookies(company: Company, people: People, person: np.ndarray, device: np.ndarray) -> pa.Array:
    """The browser cookie of a person's device (0 .. 7)."""
    salt = sum(company.company_id.encode()) * 7_919
    return hexadecimal(scrambled(people.number[person] * 8 + device, salt))


def _created(sampler: Sampler, size: int, copy: np.ndarray) -> np.ndarray:
    low = np.full(size, FIRST_RECORD) + sampler.below(size, WINDOW_END - FIRST_RECORD)
    return moment_between(sampler, low, WINDOW_END)


def _name_columns(
    sampler: Sampler, system: System, people: People, person: np.ndarray, known_at: np.ndarray
) -> Frame:
    names, size, noise = all_names(), len(person), system.noise
    culture = people.culture[person]
    script = np.zeros(size, dtype=np.int64)
    for of_culture, weights in system.scripts.items():
        mask = culture == of_culture
        script[mask] = sampler.pick(int(mask.sum()), weights)

    before = (people.former_family[person] != NO_NAME) & (known_at < people.married_at[person])
    family_at = np.where(before, people.former_family[person], people.family[person])
    given_at, middle_at = people.given[person], people.middle[person]
    given_rows, family_rows = pa.array(given_at), pa.array(family_at)
    middle_rows = pa.array(middle_at, mask=middle_at == NO_NAME)
    first = choose(script, [names.given.spelt(code).take(given_rows) for code in range(3)])
    last = choose(script, [names.family.spelt(code).take(family_rows) for code in range(3)])
    middle = choose(script, [names.middle.spelt(code).take(middle_rows) for code in range(3)])

    nickname = choose(
        people.number[person] % 2,
        [names.given.nickname.take(given_rows), names.given.other_nickname.take(given_rows)],
    )
    called = nickname.is_valid().to_numpy(zero_copy_only=False)
    called &= (script == 0) & sampler.chance(size, 0.07 * noise)
    first = where(called, nickname, first)
    # A wife of a double name: Martin-Duval.
    double = (people.former_family[person] != NO_NAME) & ~before & (culture != RU)
    double &= sampler.chance(size, 0.15)
    former = pa.array(np.maximum(people.former_family[person], 0))
    last = where(double, join(last, "-", names.family.native.take(former)), last)

    first = rewrite(first, sampler.chance(size, 0.022 * noise), sampler.uniform(size),
                    corruptions.typo)  # fmt: skip
    last = rewrite(last, sampler.chance(size, 0.028 * noise), sampler.uniform(size),
                   corruptions.typo)  # fmt: skip
    first = rewrite(first, (culture != ZH) & sampler.chance(size, 0.015 * noise),
                    sampler.uniform(size), corruptions.initial)  # fmt: skip
    swapped = sampler.chance(size, 0.015 * noise)
    first, last = where(swapped, last, first), where(swapped, first, last)
    for change, share in (
        (corruptions.shouted, 0.03),
        (corruptions.whispered, 0.02),
        (corruptions.padded, 0.012),
        (corruptions.unmarked, 0.02),
    ):
        mask, draws = sampler.chance(size, share * noise), sampler.uniform(size)
        first, middle, last = (rewrite(part, mask, draws, change) for part in (first, middle, last))
    full = _full_name(sampler, culture, script, first, middle, last)
    return {"first_name": first, "middle_name": middle, "last_name": last, "full_name": full}


def _full_name(
    sampler: Sampler,
    culture: np.ndarray,
    script: np.ndarray,
    first: pa.Array,
    middle: pa.Array,
    last: pa.Array,
) -> pa.Array:
    """In one cell, as its writer puts it: the family name first or last, the middle name or not."""
    size = len(culture)
    without_middle = sampler.chance(size, np.where(culture == RU, 0.15, 0.3))
    middle = where(~without_middle, middle)
    leads = FAMILY_FIRST[culture] | ((culture == RU) & (script == 0))
    leads ^= sampler.chance(size, np.where(culture == EN, 0.02, 0.12))
    family_first = join_present(last, middle, first)
    russian = join_present(last, first, middle)
    unspaced = (culture == ZH) & (script == 0)
    return choose(
        np.where(unspaced, 0, np.where(~leads, 1, np.where(culture == RU, 2, 3))),
        [join_present(last, first, sep=""), join_present(first, middle, last), russian,
         family_first],
    )  # fmt: skip


def _contact_columns(
    sampler: Sampler,
    company: Company,
    system: System,
    people: People,
    person: np.ndarray,
    copy: np.ndarray,
    known_at: np.ndarray,
) -> Frame:
    size, noise, contacts = len(person), system.noise, people.contacts
    rows = pa.array(person)
    # Which of the person's addresses: own, second (more often in a duplicate), the family's.
    kind = sampler.pick(size, (0.90, 0.07, 0.03))
    kind = np.where((copy > 0) & sampler.chance(size, 0.3), 1, kind)
    if company.newsletter_only:
        kind[:] = 0
    email = choose(
        kind,
        [column.take(rows) for column in
         (contacts.email, contacts.second_email, contacts.family_email)],
    )  # fmt: skip
    if company.newsletter_only:
        # Who signs up again writes the same address in another way, else it would be refused.
        other_way = np.where(copy > 0, sampler.below(size, 3), -1)
        ways = (corruptions.shouted, corruptions.plus_tag, corruptions.padded)
        for code, change in enumerate(ways):
            email = rewrite(email, other_way == code, sampler.uniform(size), change)
    for change, share in (
        (corruptions.mistyped_domain, 0.012),
        (corruptions.plus_tag, 0.01),
        (corruptions.shouted, 0.015),
        (corruptions.padded, 0.012),
    ):
        email = rewrite(email, sampler.chance(size, share * noise), sampler.uniform(size), change)
    junk = take_text(company.junk_emails, sampler.below(size, len(company.junk_emails)))
    # Where an address is all there is, nobody gets far with a wrong one.
    careless = 0.009 * noise if "phone" in system.filled else 0.002
    email = where(sampler.chance(size, careless), junk, email)

    kind = sampler.pick(size, (0.89, 0.035, 0.07, 0.005))
    stranger = sampler.below(size, len(people))
    phone = choose(
        kind,
        [contacts.phone.take(rows), contacts.former_phone.take(rows),
         contacts.family_phone.take(rows),
         contacts.former_phone.take(pa.array(stranger))],  # a recycled number
    )  # fmt: skip
    style = sampler.pick(size, system.phone_styles)
    country = people.country[person]
    country_of_number = np.where(kind == 3, people.country[stranger], country)
    phone = write_phones(phone, country_of_number, style % STYLES)
    phone = rewrite(phone, sampler.chance(size, 0.012 * noise), sampler.uniform(size),
                    corruptions.wrong_phone_digit)  # fmt: skip
    phone = rewrite(phone, sampler.chance(size, 0.008 * noise), sampler.uniform(size),
                    corruptions.junk_phone)  # fmt: skip
    return {"email": email, "phone": phone}


def _birth_columns(sampler: Sampler, system: System, people: People, person: np.ndarray) -> Frame:
    size, noise = len(person), system.noise
    birth = dates(people.birth_day[person]).cast(pa.string())
    for change, share in (
        (corruptions.day_and_month_swapped, 0.03),
        (corruptions.wrong_birth_digit, 0.015),
        (corruptions.placeholder_birth_date, 0.012),
    ):
        birth = rewrite(birth, sampler.chance(size, share * noise), sampler.uniform(size), change)
    gender = people.gender[person]
    wrong = sampler.chance(size, 0.006 * noise)
    return {
        "birth_date": birth,
        "gender": take_text(("female", "male"), np.where(wrong, 1 - gender, gender)),
    }


def _home_columns(
    sampler: Sampler, system: System, people: People, person: np.ndarray, known_at: np.ndarray
) -> Frame:
    size = len(person)
    moved_since = known_at < people.moved_at[person]
    homes = people.former_home.take(person).where(moved_since, people.home.take(person))
    frame = write_homes(homes, sampler.chance(size, 0.25))
    shortened, unmarked = sampler.chance(size, 0.15), sampler.chance(size, 0.08 * system.noise)
    shorter = frame["street"]
    for long, short in _ABBREVIATIONS:
        shorter = pc.replace_substring(shorter, long, short)
    frame["street"] = where(shortened, shorter, frame["street"])
    frame["street"] = rewrite(
        frame["street"], sampler.chance(size, 0.02 * system.noise), sampler.uniform(size),
        corruptions.typo,
    )  # fmt: skip
    for column in ("street", "city", "region"):
        frame[column] = rewrite(frame[column], unmarked, np.zeros(size), corruptions.unmarked)
    in_words = sampler.chance(size, 0.01 * system.noise)
    frame["country"] = where(
        in_words,
        take_text(("Vietnam", "Singapore", "Россия", "France", "United Kingdom", "Belgique"),
                  homes.country),
        take_text(COUNTRIES, homes.country),
    )  # fmt: skip
    return frame


_ABBREVIATIONS = (
    ("avenue ", "av. "), ("boulevard ", "bd "), ("rue ", "r. "), ("place ", "pl. "),
    ("ул. ", ""), ("пр-т ", "проспект "), (" пр-т", " проспект"), (", д. ", ", "), (", кв. ", "-"),
    (" Road", " Rd"), (" Street", " St"), (" Avenue", " Ave"), (" Lane", " Ln"),
    ("Nguyễn ", "Ng. "), ("Trần Hưng Đạo", "THĐ"), ("Cách Mạng Tháng Tám", "CMT8"),
    ("Xô Viết Nghệ Tĩnh", "XVNT"), ("Nam Kỳ Khởi Nghĩa", "NKKN"),
)  # fmt: skip


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


__all__ = ["FEMALE", "Records", "cookies", "draw_memberships", "loyalty_cards", "write_records"]
