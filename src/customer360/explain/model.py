"""What is explained: records, links with their evidence, identifiers, a company's thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from math import log2

#: Column of int_customer_records -> the identifier type it is in bridge_customer_identifiers.
IDENTIFIER_COLUMNS = {
    "email_key": "email",
    "phone_e164": "phone",
    "loyalty_id": "loyalty_id",
    "external_customer_id": "external_customer_id",
    "national_id": "national_id",
    "anonymous_id": "anonymous_id",
}


class ExplainError(ValueError):
    """What was asked for cannot be explained; the message is one sentence for the person."""


@dataclass(frozen=True)
class Company:
    company_id: str
    #: Match probabilities from which a pair is linked, and kept for review.
    match_threshold: float
    review_threshold: float
    #: Settings of the same names: beyond these an identifier, or a customer, joins nobody.
    max_records_per_identifier: int
    max_records_per_customer: int

    @property
    def match_bits(self) -> float:
        return _bits(self.match_threshold)

    @property
    def review_bits(self) -> float:
        return _bits(self.review_threshold)


@dataclass(frozen=True)
class Record:
    key: str
    source_system: str
    customer_id: str
    linked_by: str
    confidence: float
    is_guest: bool
    is_deleted: bool
    first_seen_at: datetime | None
    #: The record's own values as text, in the source's spelling; unknown ones are left out.
    values: Mapping[str, str]

    @property
    def name(self) -> str:
        parts = [self.values.get(f"{part}_name", "") for part in ("first", "middle", "last")]
        return self.values.get("full_name") or " ".join(filter(None, parts))

    @property
    def identifiers(self) -> tuple[tuple[str, str], ...]:
        """(id_type, id_value) of each identifier the record carries."""
        return tuple(
            (id_type, self.values[column])
            for column, id_type in IDENTIFIER_COLUMNS.items()
            if column in self.values
        )


@dataclass(frozen=True)
class Comparison:
    name: str
    level: str
    #: Bits, four digits behind the point.
    weight: float


@dataclass(frozen=True)
class Link:
    """A kept pair of records, as in the mart fct_identity_links."""

    key_a: str
    key_b: str
    customer_a: str
    customer_b: str
    rule: str
    decision: str
    weight: float
    probability: float
    prior: float
    comparisons: tuple[Comparison, ...]

    @property
    def keys(self) -> frozenset[str]:
        return frozenset((self.key_a, self.key_b))

    @property
    def is_within_customer(self) -> bool:
        return self.customer_a == self.customer_b

    @property
    def is_forced(self) -> bool:
        return self.decision == "forced"

    def other(self, key: str) -> str:
        return self.key_b if key == self.key_a else self.key_a


@dataclass(frozen=True)
class Identifier:
    id_type: str
    id_value: str
    customer_id: str | None
    blocked_reason: str | None
    record_count: int
    customer_count: int


def _bits(probability: float) -> float:
    # Exact until the last step: a threshold of one half is zero bits, not nearly zero.
    share = Fraction(probability)
    return log2(share / (1 - share))
