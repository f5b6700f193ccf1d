"""The comparisons, their levels, and what is believed about them before any data is seen.

Each level has three shares: of pairs that are one person (match), of pairs of strangers (random)
and of pairs that share a household. Training moves the first two towards the data; small companies
stay near these values.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Level 0 of every comparison: one of the two values is missing, and nothing is known.
MISSING = "missing"


@dataclass(frozen=True)
class Comparison:
    name: str
    #: level -> (match, random, household); levels after MISSING, the strongest first.
    shares: dict[str, tuple[float, float, float]]
    #: Share of strangers with one exact value depends on how common the value is.
    has_frequencies: bool = False
    #: An exact value belongs to one person, or to few: see weights.identifier_share.
    is_identifier: bool = False
    #: Belongs to the person and not to the household or to a contact point.
    is_personal: bool = False
    #: Whether training may move the shares.
    is_trained: bool = True

    @property
    def levels(self) -> tuple[str, ...]:
        return (MISSING, *self.shares)

    def level(self, name: str) -> int:
        return self.levels.index(name)


_IDENTIFIER = {"is_identifier": True}

ALL: tuple[Comparison, ...] = (
    Comparison(
        "first_name",
        {
            "exact": (0.72, 0.004, 0.02),
            "close": (0.12, 0.003, 0.01),
            "alias": (0.06, 0.002, 0.02),
            "initial": (0.02, 0.03, 0.04),
            "similar": (0.03, 0.03, 0.04),
            "different": (0.05, 0.93, 0.87),
        },
        has_frequencies=True,
        is_personal=True,
    ),
    Comparison(
        "last_name",
        {
            "exact": (0.78, 0.002, 0.75),
            "close": (0.12, 0.002, 0.04),
            "part": (0.03, 0.002, 0.03),
            "similar": (0.02, 0.03, 0.02),
            "different": (0.05, 0.964, 0.16),
        },
        has_frequencies=True,
        is_personal=True,
    ),
    Comparison(
        "name_order",
        {"swapped": (0.06, 1.0, 1.0)},
        is_personal=True,
        is_trained=False,
    ),
    Comparison(
        "birth_date",
        {
            "exact": (0.83, 0.0001, 0.003),
            "swapped": (0.02, 0.0002, 0.0002),
            "day_error": (0.03, 0.001, 0.001),
            "year_error": (0.03, 0.001, 0.001),
            "two_parts": (0.03, 0.006, 0.006),
            "same_year": (0.015, 0.02, 0.03),
            "next_year": (0.005, 0.035, 0.05),
            "different": (0.04, 0.9367, 0.9088),
        },
        has_frequencies=True,
        is_personal=True,
    ),
    Comparison(
        "gender",
        {"exact": (0.98, 0.52, 0.4), "different": (0.02, 0.48, 0.6)},
        is_personal=True,
    ),
    Comparison(
        "email",
        {
            "exact": (0.6, 0.00001, 0.1),
            "same_local_part": (0.06, 0.0001, 0.01),
            "close": (0.09, 0.0003, 0.01),
            "different": (0.25, 0.9996, 0.88),
        },
        **_IDENTIFIER,
    ),
    Comparison(
        "phone",
        {
            "exact": (0.6, 0.00001, 0.3),
            "close": (0.05, 0.0005, 0.005),
            "different": (0.35, 0.9995, 0.695),
        },
        **_IDENTIFIER,
    ),
    Comparison(
        "street",
        {
            "exact": (0.55, 0.0005, 0.7),
            "close": (0.15, 0.001, 0.15),
            "similar": (0.1, 0.01, 0.05),
            "different": (0.2, 0.9885, 0.1),
        },
        has_frequencies=True,
    ),
    Comparison(
        "locality",
        {
            "postal_code_and_city": (0.55, 0.001, 0.8),
            "postal_code": (0.15, 0.001, 0.08),
            "area": (0.1, 0.01, 0.05),
            "city": (0.1, 0.03, 0.04),
            "different": (0.1, 0.958, 0.03),
        },
        has_frequencies=True,
    ),
    Comparison(
        "national_id",
        {
            "exact": (0.88, 0.000001, 0.00001),
            "close": (0.08, 0.00002, 0.00002),
            "different": (0.04, 0.999979, 0.99997),
        },
        is_personal=True,
        **_IDENTIFIER,
    ),
    Comparison(
        "loyalty_id",
        {"exact": (0.8, 0.000001, 0.02), "different": (0.2, 0.999999, 0.98)},
        **_IDENTIFIER,
    ),
    Comparison(
        "external_customer_id",
        {"exact": (0.8, 0.000001, 0.001), "different": (0.2, 0.999999, 0.999)},
        **_IDENTIFIER,
    ),
    Comparison(
        "company_name",
        {
            "exact": (0.7, 0.01, 0.1),
            "similar": (0.1, 0.01, 0.02),
            "different": (0.2, 0.98, 0.88),
        },
        has_frequencies=True,
    ),
    Comparison(
        "occupation",
        {
            "exact": (0.7, 0.02, 0.05),
            "similar": (0.1, 0.02, 0.03),
            "different": (0.2, 0.96, 0.92),
        },
        has_frequencies=True,
    ),
    Comparison(
        "observed_together",
        {"linked": (0.3, 0.0000001, 0.003)},
        is_trained=False,
    ),
)

BY_NAME = {comparison.name: comparison for comparison in ALL}
PLACE = {comparison.name: place for place, comparison in enumerate(ALL)}

#: What the evidence shared by a household is worth less; not a comparison of values, see weights.
HOUSEHOLD = "household"

#: The columns `<name>_level` and `<name>_weight` of the pairs, in order.
COMPARISONS: tuple[str, ...] = (*PLACE, HOUSEHOLD)
