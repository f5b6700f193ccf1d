"""Homes: real streets, districts and cities of six countries, in the local way of writing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.generator.columns import TEXT, Frame, join, scatter, text
from customer360.generator.sampling import Sampler
from customer360.generator.words import read_words

COUNTRIES = ("VN", "SG", "RU", "FR", "GB", "BE")
VN, SG, RU, FR, GB, BE = range(6)
_POSTAL_CODES = 64  # different codes of one place
_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


@dataclass(frozen=True)
class Homes:
    """An address per person as positions and numbers; `write_homes` spells it."""

    country: np.ndarray
    place: np.ndarray
    street: np.ndarray
    house: np.ndarray
    unit: np.ndarray  # flat or alley number; 0 where there is none
    postal: np.ndarray

    def take(self, positions: np.ndarray) -> Homes:
        return Homes(*(getattr(self, name)[positions] for name in self.__dataclass_fields__))

    def where(self, mask: np.ndarray, other: Homes) -> Homes:
        """This home where the mask holds, else the other one."""
        return Homes(
            *(
                np.where(mask, getattr(self, name), getattr(other, name))
                for name in self.__dataclass_fields__
            )
        )


def draw_homes(sampler: Sampler, country: np.ndarray, household: np.ndarray) -> Homes:
    """One home per household, given to each of its people."""
    size = int(household.max(initial=-1)) + 1
    country_of = np.zeros(size, dtype=np.int64)
    country_of[household] = country
    place, street = sampler.uniform(size), sampler.uniform(size)
    places, streets = (
        np.array([len(read_words(f"{kind}_{code.lower()}")) for code in COUNTRIES])
        for kind in ("places", "streets")
    )
    homes = Homes(
        country_of,
        np.floor(place * places[country_of]).astype(np.int64),
        np.floor(street * streets[country_of]).astype(np.int64),
        1 + sampler.early(size, 240, power=2),
        np.where(sampler.chance(size, 0.6), sampler.between(size, 1, 120), 0),
        sampler.below(size, _POSTAL_CODES),
    )
    return homes.take(household)


def write_homes(homes: Homes, other_spelling: np.ndarray) -> Frame:
    """Columns street, city, region, postal_code; the city's other spelling where the mask holds."""
    size = len(homes.country)
    pieces: dict[str, list] = {"street": [], "city": [], "region": [], "postal_code": []}
    for country in range(len(COUNTRIES)):
        positions = np.flatnonzero(homes.country == country)
        if not len(positions):
            continue
        here, table = homes.take(positions), _places(country)
        place = pa.array(here.place)
        pieces["street"].append((positions, _street(here, country)))
        city = pc.if_else(
            pa.array(other_spelling[positions]), table.other.take(place), table.city.take(place)
        )
        pieces["city"].append((positions, city))
        pieces["region"].append((positions, table.region.take(place)))
        codes = pa.array(here.place * _POSTAL_CODES + here.postal)
        pieces["postal_code"].append((positions, table.postal_codes.take(codes)))
    return {name: scatter(size, parts) for name, parts in pieces.items()}


@dataclass(frozen=True)
class _Places:
    city: pa.Array
    other: pa.Array
    region: pa.Array
    postal_codes: pa.Array


@cache
def _places(country: int) -> _Places:
    entries = read_words(f"places_{COUNTRIES[country].lower()}")
    cities, others, regions, patterns = zip(*entries, strict=True)
    codes = [
        _postal_code(pattern, place * _POSTAL_CODES + position)
        for place, pattern in enumerate(patterns)
        for position in range(_POSTAL_CODES)
    ]
    return _Places(text(cities), text(others), text(regions), text(codes))


def _postal_code(pattern: str, number: int) -> str:
    """`#` becomes a digit and `@` a letter, spread evenly by a small congruence."""
    out = []
    for char in pattern:
        number = (number * 1103515245 + 12345) % 2**31
        digit = number >> 16
        out.append(
            str(digit % 10)
            if char == "#"
            else _LETTERS[digit % len(_LETTERS)]
            if char == "@"
            else char
        )
    return "".join(out)


def _street(homes: Homes, country: int) -> pa.Array:
    street = text([name for (name,) in read_words(f"streets_{COUNTRIES[country].lower()}")])
    name = street.take(pa.array(homes.street))
    house, unit = (pa.array(column).cast(TEXT) for column in (homes.house, homes.unit))
    has_unit = pa.array(homes.unit > 0)
    if country == VN:
        # 45/7 is house 7 in alley 45.
        return join(pc.if_else(has_unit, join(unit, "/", house), house), " ", name)
    if country == SG:
        floor = pc.utf8_lpad(pa.array(homes.house % 24 + 2).cast(TEXT), 2, "0")
        flat = join(" #", floor, "-", pc.utf8_lpad(unit, 2, "0"))
        return join("Blk ", house, " ", name, pc.if_else(has_unit, flat, ""))
    if country == RU:
        return join(name, ", д. ", house, pc.if_else(has_unit, join(", кв. ", unit), ""))
    if country == GB:
        return join(pc.if_else(has_unit, join("Flat ", unit, ", "), ""), house, " ", name)
    if country == BE:
        return join(name, " ", house, pc.if_else(has_unit, join(" bte ", unit), ""))
    return join(house, " ", name)
