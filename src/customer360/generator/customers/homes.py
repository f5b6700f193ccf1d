"""The home and the birth date a system has for a person, as its clerks write them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.generator.columns import Frame, dates, rewrite, take_text, where
from customer360.generator.customers import corruptions
from customer360.generator.people.places import COUNTRIES, write_homes
from customer360.generator.people.population import People
from customer360.generator.profile import System
from customer360.generator.sampling import Sampler

_ABBREVIATIONS = (
    ("avenue ", "av. "), ("boulevard ", "bd "), ("rue ", "r. "), ("place ", "pl. "),
    ("ул. ", ""), ("пр-т ", "проспект "), (" пр-т", " проспект"), (", д. ", ", "), (", кв. ", "-"),
    (" Road", " Rd"), (" Street", " St"), (" Avenue", " Ave"), (" Lane", " Ln"),
    ("Nguyễn ", "Ng. "), ("Trần Hưng Đạo", "THĐ"), ("Cách Mạng Tháng Tám", "CMT8"),
    ("Xô Viết Nghệ Tĩnh", "XVNT"), ("Nam Kỳ Khởi Nghĩa", "NKKN"),
)  # fmt: skip
_COUNTRIES_IN_WORDS = (
    "Vietnam", "Singapore", "Россия", "France", "United Kingdom", "Belgique",
)  # fmt: skip


def home_columns(
    sampler: Sampler, system: System, people: People, person: np.ndarray, known_at: np.ndarray
) -> Frame:
    """street, city, region, postal_code and country, as of `known_at` (seconds)."""
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
    frame["country"] = where(
        sampler.chance(size, 0.01 * system.noise),
        take_text(_COUNTRIES_IN_WORDS, homes.country),
        take_text(COUNTRIES, homes.country),
    )
    return frame


def birth_columns(sampler: Sampler, system: System, people: People, person: np.ndarray) -> Frame:
    """birth_date as text, since half of what people type is no date, and gender."""
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
