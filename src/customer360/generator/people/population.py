"""The truth: people, the families they live in, and what is really theirs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from customer360.generator.calendar import FIRST_RECORD, WINDOW_END
from customer360.generator.people.contacts import Contacts, draw_contacts
from customer360.generator.people.families import (
    draw_birth_days,
    draw_family_names,
    draw_genders,
    draw_given_names,
    draw_households,
    draw_middle_names,
)
from customer360.generator.people.names import Names
from customer360.generator.people.places import Homes, draw_homes
from customer360.generator.sampling import Sampler

#: Shares of the households with several customers.
PHONE_SHARING, EMAIL_SHARING = 0.2, 0.1


@dataclass(frozen=True)
class People:
    """One block of people; every attribute is an array with one entry per person."""

    names: Names  # what the positions of all names stand for
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
    #: Whether the household has a number, an address, that several of it give as their own.
    shares_phone: np.ndarray
    shares_email: np.ndarray
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
    names: Names,
    mix: tuple[tuple[int, int, float], ...],
    block_count: int,
) -> People:
    """`size` people in whole households, with some of `names`.

    `mix` holds (culture, country, share).
    """

    def sampler(purpose: str) -> Sampler:
        return Sampler(seed, company, block, "people", purpose)

    household, role, members = draw_households(sampler("households"), size)
    households = int(household[-1]) + 1
    background = sampler("background").pick(households, [share for *_, share in mix])
    culture = np.array([culture for culture, *_ in mix])[background][household]
    country = np.array([country for _, country, _ in mix])[background][household]
    gender = draw_genders(sampler("gender"), household, role, households)
    birth_day = draw_birth_days(sampler("birth"), household, role, members)
    given = draw_given_names(sampler("given"), names, culture, gender, role)
    family, former_family, married_at = draw_family_names(
        sampler("family"), names, culture, gender, household, role
    )
    middle = draw_middle_names(sampler("middle"), names, culture, gender, household, role, given)

    moves = sampler("moves")
    moved_at = FIRST_RECORD + moves.below(size, WINDOW_END - FIRST_RECORD)
    moved_at[~moves.chance(size, 0.16)] = 0
    home = draw_homes(sampler("homes"), country, household)
    former_home = draw_homes(sampler("former homes"), country, np.arange(size))
    contacts = draw_contacts(
        sampler("contacts"),
        names,
        block=block,
        block_count=block_count,
        culture=culture,
        country=country,
        household=household,
        given=given,
        family=family,
        birth_day=birth_day,
    )
    sharing = sampler("sharing")
    together = members > 1
    shares_phone = together & sharing.chance(households, PHONE_SHARING)[household]
    shares_email = together & sharing.chance(households, EMAIL_SHARING)[household]
    return People(
        names=names,
        number=first_number + np.arange(size),
        household=household,
        role=role,
        culture=culture,
        country=country,
        gender=gender,
        family=family,
        former_family=former_family,
        married_at=married_at,
        given=given,
        middle=middle,
        birth_day=birth_day,
        home=home,
        former_home=former_home,
        moved_at=moved_at,
        contacts=contacts,
        shares_phone=shares_phone,
        shares_email=shares_email,
        zeal=sampler("zeal").uniform(size),
    )
