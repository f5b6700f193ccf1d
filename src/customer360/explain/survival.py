"""How a golden record came about: what each record says, which value survived and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from customer360.explain.model import Record

#: Attribute of the golden record -> column of a record that holds it in the form that is compared.
ATTRIBUTES = {
    "first_name": "first_name",
    "last_name": "last_name",
    "full_name": "full_name",
    "email": "email_key",
    "phone": "phone_e164",
    "birth_date": "birth_date",
    "gender": "gender",
    "street": "street",
    "city": "city",
    "region": "region",
    "postal_code": "postal_code",
    "country": "country",
    "language": "language",
}

_REASONS = {
    "only_value": "only this record says it",
    "all_agree": "all that say it agree",
    "living_first": "the others were deleted",
    "own_first": "the others are shared or placeholders",
    "valid_first": "the others are not valid",
    "stated_first": "a record before a guest",
    "verified_first": "rule: verified first",
    "source_priority": "rule: order of the systems",
    "most_complete": "rule: the most complete",
    "most_frequent": "rule: what most records say",
    "most_recent": "rule: the most recent",
    "fills_gap": "fills a gap: the chosen record does not say it",
    "made_of_parts": "made of the parts of the name",
}
_PROBLEMS = {
    "invalid_syntax": "not written as an address is",
    "disposable_domain": "a mailbox to be thrown away",
    "not_in_numbering_plan": "in no numbering plan",
    "postal_code_not_of_country": "not a postal code of the country",
    "shared_by_customers": "several people use it",
    "junk_list": "a placeholder that many people give",
    "role_mailbox": "belongs to a role, not to a person",
    "too_many_records": "on more records than the company allows",
    "expired": "has expired",
}


@dataclass(frozen=True)
class GoldenValue:
    """A row of fct_attribute_values."""

    attribute: str
    value: str
    rule: str
    #: What speaks against it, or empty.
    problem: str
    #: The record it comes from, as system|key; empty for what a provider delivered.
    record_key: str
    #: Empty for the person's own values.
    provider: str
    #: Day on which the record or the provider said so, or empty.
    observed_on: str
    is_golden: bool


def reason(golden: GoldenValue) -> str:
    """Why the value survived, in words, and what speaks against it."""
    text = _REASONS.get(golden.rule) or golden.rule.replace("_", " ")
    if golden.provider:
        chosen = "" if golden.rule == "only_value" else f": {text}"
        text = f"provider {golden.provider}, {golden.observed_on}{chosen}"
    problem = _PROBLEMS.get(golden.problem) or golden.problem.replace("_", " ")
    return f"{text}; {problem}" if problem else text


def says(record: Record, attribute: str) -> str:
    """What a record says about an attribute, in the form that is compared; empty where nothing."""
    known = record.values.get(ATTRIBUTES.get(attribute, ""), "")
    if attribute == "full_name" and not known:
        parts = [record.values.get(part, "") for part in ("first_name", "last_name")]
        return " ".join(parts) if all(parts) else ""
    return known


def survivors(
    values: Sequence[GoldenValue], records: Mapping[str, Record]
) -> list[tuple[GoldenValue, list[Record]]]:
    """Own values in the order of ``ATTRIBUTES``, then bought ones, each with who says it.

    ``records``: the customer's records by key, in the order in which they are shown.
    """
    order = list(ATTRIBUTES)
    ranked = sorted(
        values,
        key=lambda one: (
            bool(one.provider),
            order.index(one.attribute) if one.attribute in order else len(order),
            one.attribute,
        ),
    )
    return [
        (one, [record for record in records.values() if _agrees(record, one)]) for one in ranked
    ]


def _agrees(record: Record, golden: GoldenValue) -> bool:
    return not golden.provider and says(record, golden.attribute) == golden.value
