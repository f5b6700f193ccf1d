"""The comparisons, their levels, and what is believed about them before any data is seen.

Each level has two shares: of pairs that are one person (match) and of pairs of strangers (random).
Training moves them towards the data; small companies stay near these values. Two people of one
household are one person in some things and strangers in the others.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Level 0 of every comparison: one of the two values is missing, and nothing is known.
MISSING = "missing"


@dataclass(frozen=True)
class Comparison:
    name: str
    #: Share of two people of one household that have it in common as if they were one person.
    household: float
    #: level -> (match, random); levels after MISSING, the strongest first.
    shares: dict[str, tuple[float, float]]
    #: An exact value belongs to one person, or to few: see frequencies.
    is_identifier: bool = False
    #: Belongs to the person and not to the household or to a contact point.
    is_personal: bool = False
    #: Stays the same for life: a clear difference is an argument by itself.
    is_lasting: bool = False
    #: Levels of which both shares are those among pairs with equal names; never trained.
    among_namesakes: tuple[str, ...] = ()
    #: Levels that say so much against one person, and nothing against two of one household.
    of_two_people: tuple[str, ...] = ()
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
        0.02,
        {
            "exact": (0.72, 0.004),
            "close": (0.12, 0.003),
            "alias": (0.06, 0.002),
            "initial": (0.02, 0.03),
            "similar": (0.03, 0.03),
            "different": (0.05, 0.93),
        },
        is_personal=True,
    ),
    Comparison(
        "last_name",
        0.8,
        {
            "exact": (0.78, 0.002),
            "close": (0.12, 0.002),
            "part": (0.03, 0.002),
            "initial": (0.005, 0.02),
            "similar": (0.02, 0.03),
            "different": (0.045, 0.944),
        },
        is_personal=True,
    ),
    Comparison(
        "name_order",
        1.0,
        {"swapped": (0.06, 1.0), "unsure": (0.06, 0.12)},
        is_personal=True,
        is_trained=False,
    ),
    # First and family names go together in families, languages and places: agreeing in both is
    # more common among strangers than each alone says. Training finds by how much. Where nothing
    # else of two records agrees, all that speaks for them is a name that others may bear too. And
    # one home with one name and two birth dates, or one birth date and two names, holds two people.
    Comparison(
        "names_together",
        1.0,
        {"both": (1.0, 1.5), "alone": (1.0, 1.5), "two_people": (0.02, 1.5)},
        is_personal=True,
        is_trained=False,
        of_two_people=("two_people",),
    ),
    Comparison(
        "middle_name",
        0.3,
        {
            "exact": (0.75, 0.02),
            "close": (0.1, 0.01),
            "initial": (0.1, 0.04),
            "different": (0.05, 0.93),
        },
        is_personal=True,
    ),
    Comparison(
        "birth_date",
        0.003,
        {
            "exact": (0.83, 0.0001),
            "swapped": (0.02, 0.0002),
            "day_error": (0.03, 0.001),
            "year_error": (0.03, 0.001),
            "two_parts": (0.03, 0.006),
            "near": (0.005, 0.002),
            "same_year": (0.01, 0.018),
            "next_year": (0.005, 0.035),
            "different": (0.04, 0.9367),
        },
        is_personal=True,
        is_lasting=True,
    ),
    Comparison(
        "gender",
        0.00001,
        {"exact": (0.98, 0.52), "different": (0.02, 0.48)},
        is_personal=True,
    ),
    Comparison(
        "email",
        0.1,
        {
            "exact": (0.6, 0.00001),
            "same_local_part": (0.06, 0.0001),
            "close": (0.09, 0.0003),
            # Near addresses of two people with near names: the names explain them, so these shares
            # are among namesakes, and not trained.
            "close_namesake": (0.08, 0.01),
            "namesake": (0.12, 0.15),
            "different": (0.2, 0.8396),
        },
        among_namesakes=("close_namesake", "namesake"),
        **_IDENTIFIER,
    ),
    # Many put their year of birth behind their name: compared where a birth date is missing.
    Comparison(
        "email_year",
        0.01,
        {"exact": (0.7, 0.02), "different": (0.3, 0.98)},
        is_personal=True,
    ),
    Comparison(
        "phone",
        0.35,
        {
            "exact": (0.6, 0.00001),
            "close": (0.05, 0.0005),
            "different": (0.35, 0.9995),
        },
        **_IDENTIFIER,
    ),
    Comparison(
        "street",
        0.9,
        {
            "exact": (0.55, 0.0005),
            "close": (0.15, 0.001),
            "similar": (0.1, 0.01),
            "different": (0.2, 0.9885),
        },
    ),
    Comparison(
        "locality",
        0.95,
        {
            "postal_code_and_city": (0.55, 0.001),
            "postal_code": (0.15, 0.001),
            "area": (0.1, 0.01),
            "city": (0.1, 0.03),
            "different": (0.1, 0.958),
        },
    ),
    Comparison(
        "national_id",
        0.00001,
        {
            "exact": (0.88, 0.000001),
            "close": (0.08, 0.00002),
            "different": (0.04, 0.999979),
        },
        is_personal=True,
        is_lasting=True,
        **_IDENTIFIER,
    ),
    Comparison(
        "loyalty_id",
        0.02,
        {"exact": (0.8, 0.000001), "different": (0.2, 0.999999)},
        **_IDENTIFIER,
    ),
    Comparison(
        "external_customer_id",
        0.001,
        {"exact": (0.8, 0.000001), "different": (0.2, 0.999999)},
        **_IDENTIFIER,
    ),
    Comparison(
        "company_name",
        0.05,
        {
            "exact": (0.7, 0.01),
            "similar": (0.1, 0.01),
            "different": (0.2, 0.98),
        },
    ),
    Comparison(
        "occupation",
        0.03,
        {
            "exact": (0.7, 0.02),
            "similar": (0.1, 0.02),
            "different": (0.2, 0.96),
        },
    ),
    # One system keeps a person twice less often than two systems keep the same person.
    Comparison(
        "source_system",
        0.0,
        {"other": (0.75, 0.5), "same": (0.25, 0.5)},
    ),
    Comparison(
        "observed_together",
        0.05,
        {"linked": (0.3, 0.0000001)},
        is_trained=False,
    ),
)

BY_NAME = {comparison.name: comparison for comparison in ALL}
PLACE = {comparison.name: place for place, comparison in enumerate(ALL)}

#: What the evidence shared by a household is worth less; not a comparison of values, see weights.
HOUSEHOLD = "household"

#: The columns `<name>_level` and `<name>_weight` of the pairs, in order.
COMPARISONS: tuple[str, ...] = (*PLACE, HOUSEHOLD)
