"""What a company may decide about its own identity resolution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

#: Comparisons a company may switch off -> the columns of its records that are then not read.
IGNORABLE: dict[str, tuple[str, ...]] = {
    **{
        name: (name,)
        for name in (
            "middle_name",
            "birth_date",
            "gender",
            "email",
            "phone",
            "street",
            "national_id",
            "loyalty_id",
            "external_customer_id",
            "company_name",
            "occupation",
        )
    },
    "locality": ("city", "region", "postal_code"),
}


@dataclass(frozen=True)
class Settings:
    #: Match probability from which two records are linked.
    match_threshold: float = 0.5
    #: Match probability from which a pair is kept for review.
    review_threshold: float = 0.1
    #: An identifier that more records than this carry links nobody.
    max_records_per_identifier: int = 50
    #: No customer is made of more records than this.
    max_records_per_customer: int = 50
    #: ISO 3166 alpha-2 code for phone numbers of records that name no country.
    default_country: str = "US"
    #: Names of IGNORABLE, separated by commas: neither blocked on nor compared.
    ignored_comparisons: str = ""

    @property
    def ignored_columns(self) -> set[str]:
        names = [name for name in self.ignored_comparisons.split(",") if name]
        return {column for name in names for column in IGNORABLE[name]}

    def __post_init__(self) -> None:
        for name in ("match_threshold", "review_threshold"):
            if not 0 < getattr(self, name) < 1:
                raise ValueError(f"{name} must lie between 0 and 1, not {getattr(self, name)!r}")
        if self.review_threshold > self.match_threshold:
            raise ValueError(
                f"review_threshold {self.review_threshold} is above "
                f"match_threshold {self.match_threshold}"
            )
        unknown = set(self.ignored_comparisons.split(",")) - {"", *IGNORABLE}
        if unknown:
            raise ValueError(f"ignored_comparisons: {', '.join(sorted(unknown))} cannot be ignored")
        for name in ("max_records_per_identifier", "max_records_per_customer"):
            if getattr(self, name) < 2:
                raise ValueError(f"{name} must be 2 or more, not {getattr(self, name)!r}")

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> Settings:
        """Settings from texts or numbers; names that identity does not know are ignored."""
        readers = {field.name: type(field.default) for field in fields(cls)}
        given = {name: values[name] for name in readers if values.get(name) is not None}
        if "country" in values and values["country"] and "default_country" not in given:
            given["default_country"] = values["country"]
        return cls(**{name: readers[name](value) for name, value in given.items()})
