"""What the parser of ``phonenumbers`` says of national numbers that fit no plan, without its cost.

In a large company many numbers were written in another country and fit the plan of none. The parser
needs some 50 microseconds for each, mostly to find out that it is not valid.
"""

from __future__ import annotations

import re
from functools import cache

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

#: Texts that say nothing but digits: no calling code, no extension, no letters.
PLAIN_NUMBER = r"^\(?[0-9][0-9 ().-]*$"
_SHORTEST, _LONGEST = 2, 17


class Plan:
    """The numbering plan of one region, for plain national numbers that do not fit it."""

    def __init__(self, region: str):
        own = PhoneMetadata.metadata_for_region(region, None)
        self._code = str(own.country_code)
        regions = COUNTRY_CODE_TO_REGION_CODE[own.country_code]
        plans = [PhoneMetadata.metadata_for_region(name, None) for name in regions]
        general = (plan.general_desc.national_number_pattern for plan in plans)
        self._fits_any = re.compile("|".join(f"(?:{pattern})" for pattern in general))
        # 00 is read as the start of an international number before it comes here.
        starts = ["00", self._code, own.international_prefix]
        self._is_special = re.compile("|".join(f"(?:{start})" for start in starts if start))
        prefix = own.national_prefix_for_parsing
        self._prefix = re.compile(prefix) if prefix else None
        self._is_plain_prefix = not own.national_prefix_transform_rule
        self._strips_to = _possible(own) | _too_long(own)
        self._possible = _possible(plans[0]) | set(plans[0].general_desc.possible_length_local_only)

    def read(self, digits: str) -> tuple[str | None, bool] | None:
        """E.164 and validity as the parser gives them; None where only the parser can tell.

        ``digits`` must not fit the general pattern of the region's plan.
        """
        if self._is_special.match(digits):
            return None
        match = self._prefix.match(digits) if self._prefix else None
        if match:
            if not self._is_plain_prefix:
                return None
            rest = digits[match.end() :]
            digits = rest if len(rest) in self._strips_to else digits
        if not _SHORTEST <= len(digits) <= _LONGEST or len(digits) not in self._possible:
            return None, False
        return None if self._fits_any.fullmatch(digits) else (f"+{self._code}{digits}", False)


def _possible(plan: PhoneMetadata) -> set[int]:
    return set(plan.general_desc.possible_length)


def _too_long(plan: PhoneMetadata) -> set[int]:
    return set(range(plan.general_desc.possible_length[-1] + 1, 300))


@cache
def plan_of(region: str) -> Plan:
    return Plan(region)
