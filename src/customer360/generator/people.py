"""The truth: people, the families they live in, and what is really theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from customer360.generator.calendar import DAY, FIRST_RECORD, WINDOW_END, days_since_epoch
from customer360.generator.contacts import Contacts, draw_contacts
from customer360.generator.names import (
    BRIDE_KEEPS_NAME,
    FEMALE,
    MALE,
    RU,
    all_names,
)
from customer360.generator.places import Homes, draw_homes
from customer360.generator.sampling import Sampler

#: Share of households by number of customers that live in it.
HOUSEHOLD_SIZES = (0.62, 0.22, 0.09, 0.05, 0.02)
NO_NAME = -1
TODAY = WINDOW_END // DAY


@dataclass(frozen=True)
class People:
    """One block of people; every attribute is an array with one entry per person."""

    number: np.ndarray  # unique in the company, from 1
    household: np.ndarray  # position of the household in the block
    role: np.ndarray  # 0 head, 1 partner, 2.. children
    culture: np.ndarray
    country: np.ndarray  # position in places.COUNTRIES
    gender: np.ndarray
    family: np.ndarray
    former_family: np.ndarray  # NO_NAME where the name never changed
    married_at: np.ndarray
    given: np.ndarray
    middle: np.ndarray  # NO_NAME where there is none
    birth_day: np.ndarray  # days since 1970
    home: Homes
    former_home: Homes
    moved_at: np.ndarray  # 0 where the person never moved
    contacts: Contacts
    #: 0..1, how much of a customer: drives the number of systems and of orders.
    zeal: np.ndarray

    def __len__(self) -> int:
        return len(self.number)


def draw_people(
    seed: int,
    company: str,
    block: int,
    first_number: int,
    size: int,
    mix: tuple[tuple[int, int, float], ...],
    block_count: int,
) -> People:
    """`size` people in whole households. `mix` holds (culture, country, share)."""

    def sampler(purpose: str) -> Sampler:
        return Sampler(seed, company, block, "people", purpose)

    household, role, members = _households(sampler("households"), size)
    households = int(household[-1]) + 1
    background = sampler("background").pick(households, [share for *_, share in mix])
    culture = np.array([culture for culture, *_ in mix])[background][household]
    country = np.array([country for _, country, _ in mix])[background][household]
    gender = _genders(sampler("gender"), household, role, households)
    birth_day = _birth_days(sampler("birth"), household, role, members)
    given = _given_names(sampler("given"), culture, gender, household, role)
    family, former_family, married_at = _family_names(
        sampler("family"), culture, gender, household, role, birth_day
    )
    middle = _middle_names(sampler("middle"), culture, gender, household, role, given)

    moves = sampler("moves")
    moved_at = FIRST_RECORD + moves.below(size, WINDOW_END - FIRST_RECORD)
    moved_at[~moves.chance(size, 0.16)] = 0
    home = draw_homes(sampler("homes"), country, household)
    former_home = draw_homes(sampler("former homes"), country, np.arange(size))
    number = first_number + np.arange(size)
    contacts = draw_contacts(
        sampler("contacts"),
        number,
        block,
        block_count,
        culture,
        country,
        household,
        given,
        family,
        birth_day,
    )
    return People(
        number,
        household,
        role,
        culture,
        country,
        gender,
        family,
        former_family,
        married_at,
        given,
        middle,
        birth_day,
        home,
        former_home,
        moved_at,
        contacts,
        sampler("zeal").uniform(size),
    )


def _households(sampler: Sampler, size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Household, role in it and its number of members, for each person."""
    sizes = sampler.pick(size, HOUSEHOLD_SIZES) + 1
    starts = np.cumsum(sizes) - sizes
    household = np.repeat(np.arange(size), sizes)[:size]
    role = np.arange(size) - starts[household]
    return household, role, np.bincount(household, minlength=size)[household]


def _head_of(household: np.ndarray, role: np.ndarray) -> np.ndarray:
    """Position of the head of each person's household."""
    return np.flatnonzero(role == 0)[household]


def _genders(
    sampler: Sampler, household: np.ndarray, role: np.ndarray, households: int
) -> np.ndarray:
    size = len(household)
    gender = (sampler.uniform(size) < 0.46).astype(np.int64)  # more women than men buy
    couples = np.zeros(households, dtype=bool)
    couples[household[role == 1]] = True
    led_by_man = couples[household] & (role == 0) & sampler.chance(size, 0.8)
    gender[led_by_man] = MALE
    partner = role == 1
    opposite = 1 - gender[_head_of(household, role)]
    same = sampler.chance(size, 0.04)
    gender[partner] = np.where(same, 1 - opposite, opposite)[partner]
    return gender


def _birth_days(
    sampler: Sampler, household: np.ndarray, role: np.ndarray, members: np.ndarray
) -> np.ndarray:
    size = len(household)
    with_children = members > 2
    age = np.where(with_children, sampler.between(size, 42, 68), 18 + sampler.below(size, 58))
    head_birth = TODAY - age * 365 - sampler.below(size, 365)
    head_birth = head_birth[_head_of(household, role)]
    birth = head_birth.copy()
    birth[role == 1] += (sampler.below(size, 12 * 365) - 5 * 365)[role == 1]
    child = role >= 2
    latest = TODAY - 16 * 365
    span = np.maximum(latest - (head_birth + 22 * 365), 365)
    birth[child] = (head_birth + 22 * 365 + sampler.below(size, np.minimum(span, 18 * 365)))[child]
    twin = (role >= 3) & sampler.chance(size, 0.3)
    for position in np.flatnonzero(twin):
        birth[position] = birth[position - 1]
    earliest = days_since_epoch(date(1938, 1, 1))
    return np.clip(birth, earliest, latest)


def _given_names(
    sampler: Sampler,
    culture: np.ndarray,
    gender: np.ndarray,
    household: np.ndarray,
    role: np.ndarray,
) -> np.ndarray:
    names = all_names()
    given = np.zeros(len(culture), dtype=np.int64)
    last = np.zeros_like(given)
    for (of_culture, of_gender), span in names.given_range.items():
        mask = (culture == of_culture) & (gender == of_gender)
        given[mask] = span.draw(sampler, int(mask.sum()))
        last[mask] = span.start + span.size - 1
    # Nobody calls two of one household the same: the younger takes the next name of the list.
    for later in range(1, int(role.max(initial=0)) + 1):
        for earlier in range(later):
            positions = np.flatnonzero(role == later)
            clash = positions[given[positions] == given[positions - later + earlier]]
            given[clash] += np.where(given[clash] < last[clash], 1, -3)
    return given


def _family_names(
    sampler: Sampler,
    culture: np.ndarray,
    gender: np.ndarray,
    household: np.ndarray,
    role: np.ndarray,
    birth_day: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Family name now, the one before the wedding, and the second of the wedding."""
    names, size = all_names(), len(culture)
    own = np.zeros(size, dtype=np.int64)
    for of_culture, span in names.family_range.items():
        mask = culture == of_culture
        own[mask] = span.draw(sampler, int(mask.sum()))
    of_head = own[_head_of(household, role)]
    takes_name = ~BRIDE_KEEPS_NAME[culture] & sampler.chance(size, 0.8)
    family = np.where((role >= 2) | ((role == 1) & takes_name), of_head, own)

    adult = (gender == FEMALE) & (role <= 1) & ~BRIDE_KEEPS_NAME[culture]
    married = adult & sampler.chance(size, np.where(role == 1, 0.45, 0.06))
    former = np.where(role == 1, own, sampler.order(size) * 0 + own[sampler.order(size)])
    same_culture = np.searchsorted(_family_starts(), former, side="right") - 1 == culture
    married &= same_culture & (former != family)
    married_at = FIRST_RECORD + sampler.below(size, WINDOW_END - FIRST_RECORD)

    feminine = np.where((culture == RU) & (gender == FEMALE), names.feminine_shift, 0)
    return (
        family + feminine,
        np.where(married, former + feminine, NO_NAME),
        np.where(married, married_at, 0),
    )


def _family_starts() -> np.ndarray:
    return np.array([span.start for span in all_names().family_range.values()])


def _middle_names(
    sampler: Sampler,
    culture: np.ndarray,
    gender: np.ndarray,
    household: np.ndarray,
    role: np.ndarray,
    given: np.ndarray,
) -> np.ndarray:
    names = all_names()
    middle = np.full(len(culture), NO_NAME, dtype=np.int64)
    for (of_culture, of_gender), span in names.middle_range.items():
        mask = (culture == of_culture) & (gender == of_gender)
        middle[mask] = span.draw(sampler, int(mask.sum()))
    # A child's patronymic is made of the father's name.
    head = _head_of(household, role)
    fathered = (culture == RU) & (role >= 2) & (gender[head] == MALE)
    fathers_name = given[head] - names.given_range[RU, MALE].start
    for of_gender in (FEMALE, MALE):
        mask = fathered & (gender == of_gender)
        middle[mask] = names.middle_range[RU, of_gender].start + fathers_name[mask]
    return middle


def is_known(positions: np.ndarray) -> pa.Array:
    return pa.array(positions >= 0)
