"""Families: who lives with whom, how old they are, and what they are called.

The first of a household is its head, the second the head's partner, all further ones are children.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from customer360.generator.calendar import DAY, FIRST_RECORD, WINDOW_END, days_since_epoch
from customer360.generator.people.names import BRIDE_KEEPS_NAME, FEMALE, MALE, RU, Names
from customer360.generator.sampling import Sampler

#: Share of households by number of customers that live in it.
HOUSEHOLD_SIZES = (0.62, 0.22, 0.09, 0.05, 0.02)
#: Share of later children that were born with the one before.
TWIN_SHARE = 0.3
#: In place of a name that a person does not have.
NO_NAME = -1
TODAY = WINDOW_END // DAY


def draw_households(sampler: Sampler, size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Household, role in it and its number of members, for each person."""
    sizes = sampler.pick(size, HOUSEHOLD_SIZES) + 1
    starts = np.cumsum(sizes) - sizes
    household = np.repeat(np.arange(size), sizes)[:size]
    role = np.arange(size) - starts[household]
    return household, role, np.bincount(household, minlength=size)[household]


def _head_of(household: np.ndarray, role: np.ndarray) -> np.ndarray:
    """Position of the head of each person's household."""
    return np.flatnonzero(role == 0)[household]


def draw_genders(
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


def draw_birth_days(
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
    twin = (role >= 3) & sampler.chance(size, TWIN_SHARE)
    for position in np.flatnonzero(twin):  # in order: the third of triplets follows the second
        birth[position] = birth[position - 1]
    earliest = days_since_epoch(date(1938, 1, 1))
    return np.clip(birth, earliest, latest)


def draw_given_names(
    sampler: Sampler,
    names: Names,
    culture: np.ndarray,
    gender: np.ndarray,
    role: np.ndarray,
) -> np.ndarray:
    given = np.zeros(len(culture), dtype=np.int64)
    last = np.zeros_like(given)
    for (of_culture, of_gender), span in names.given_range.items():
        mask = (culture == of_culture) & (gender == of_gender)
        given[mask] = span.draw(sampler, int(mask.sum()))
        last[mask] = span.start + len(span.weights) - 1
    # Nobody calls two of one household the same: the younger takes the next name of the list.
    for later in range(1, int(role.max(initial=0)) + 1):
        for earlier in [*range(later)] * later:  # again: the next name may be another's
            positions = np.flatnonzero(role == later)
            clash = positions[given[positions] == given[positions - later + earlier]]
            given[clash] += np.where(given[clash] < last[clash], 1, -3)
    return given


def draw_family_names(
    sampler: Sampler,
    names: Names,
    culture: np.ndarray,
    gender: np.ndarray,
    household: np.ndarray,
    role: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Family name now, the one before the wedding, and the second of the wedding."""
    size = len(culture)
    own = np.zeros(size, dtype=np.int64)
    for of_culture, span in names.family_range.items():
        mask = culture == of_culture
        own[mask] = span.draw(sampler, int(mask.sum()))
    of_head = own[_head_of(household, role)]
    takes_name = ~BRIDE_KEEPS_NAME[culture] & sampler.chance(size, 0.8)
    family = np.where((role >= 2) | ((role == 1) & takes_name), of_head, own)

    adult = (gender == FEMALE) & (role <= 1) & ~BRIDE_KEEPS_NAME[culture]
    married = adult & sampler.chance(size, np.where(role == 1, 0.45, 0.06))
    former = np.where(role == 1, own, own[sampler.order(size)])
    starts = [span.start for span in names.family_range.values()]
    same_culture = np.searchsorted(starts, former, side="right") - 1 == culture
    married &= same_culture & (former != family)
    married_at = FIRST_RECORD + sampler.below(size, WINDOW_END - FIRST_RECORD)

    feminine = np.where((culture == RU) & (gender == FEMALE), names.feminine_shift, 0)
    return (
        family + feminine,
        np.where(married, former + feminine, NO_NAME),
        np.where(married, married_at, 0),
    )


def draw_middle_names(
    sampler: Sampler,
    names: Names,
    culture: np.ndarray,
    gender: np.ndarray,
    household: np.ndarray,
    role: np.ndarray,
    given: np.ndarray,
) -> np.ndarray:
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
