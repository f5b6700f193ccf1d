"""The words of an explanation: comparisons, levels, reasons, amounts."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from customer360.explain.model import Record

_TITLES = {
    "prior": "Before comparing",
    "rest": "Not explained",
    "name_order": "Order of names",
    "names_together": "Names together",
    "email": "E-mail",
    "email_year": "Year in the e-mail",
    "source_system": "Systems",
    "locality": "Town, postal code",
    "national_id": "Document number",
    "loyalty_id": "Loyalty card",
    "external_customer_id": "Customer number",
    "anonymous_id": "Browser",
    "company_name": "Employer",
    "observed_together": "Seen together",
    "household_id": "Household",
    "rfm_segment": "RFM segment",
    "is_erased": "Erased",
    "is_contactable_email": "May be e-mailed",
    "is_contactable_whatsapp": "May be sent WhatsApp",
    "is_contactable_phone": "May be called",
    "is_contactable_post": "May be sent post",
    "is_contactable_sms": "May be sent SMS",
}
_LEVELS = {
    ("prior", ""): "two records at random",
    ("rest", ""): "the mart's weights do not add up",
    ("name_order", "swapped"): "given and family name swapped",
    ("name_order", "unsure"): "order unsure",
    ("names_together", "both"): "both names: they often go together",
    ("names_together", "alone"): "nothing but the name agrees",
    ("names_together", "two_people"): "two people of one home",
    ("email", "same_local_part"): "same before the @",
    ("email", "close_namesake"): "close, as namesakes' are",
    ("email", "namesake"): "both made of the same name",
    ("birth_date", "swapped"): "day and month swapped",
    ("birth_date", "day_error"): "one part differs",
    ("birth_date", "year_error"): "year differs",
    ("birth_date", "two_parts"): "two of three parts agree",
    ("birth_date", "near"): "within a month",
    ("source_system", "other"): "kept by two systems, and what each knows",
    ("source_system", "same"): "kept by one system, and what each record knows",
    ("birth_date", "same_year"): "only the year agrees",
    ("birth_date", "next_year"): "a year apart",
    ("last_name", "part"): "one is part of the other",
    ("locality", "postal_code_and_city"): "same postal code and town",
    ("locality", "postal_code"): "same postal code",
    ("locality", "area"): "same postal area",
    ("locality", "city"): "same town",
    ("observed_together", "linked"): "seen in one place at once",
    ("household", "shared"): "shared by a household",
}
_COMMON_LEVELS = {"alias": "nickname", "": "nothing to compare", "none": "nothing to compare"}
_REASONS = {
    "junk_list": "a placeholder that many people give",
    "role_mailbox": "belongs to a role, not to a person",
    "too_many_records": "more records carry it than max_records_per_identifier allows",
    "shared_by_customers": "records of several customers carry it",
}
_NAME_PARTS = ("first_name", "middle_name", "last_name")


def title(name: str) -> str:
    """Of a comparison or an identifier type."""
    return _TITLES.get(name) or name.replace("_", " ").capitalize()


def level_text(name: str, level: str) -> str:
    known = _LEVELS.get((name, level)) or _COMMON_LEVELS.get(level)
    return known or level.replace("_", " ")


def reason_text(reason: str) -> str:
    return _REASONS.get(reason) or reason.replace("_", " ")


def value_of(record: Record, comparison: str) -> str:
    """What the record says about a comparison, in its own spelling; empty where nothing."""
    values = record.values
    if comparison == "name":
        return record.name
    if comparison in _NAME_PARTS:
        # A name in one field was taken apart; only the whole is the source's own spelling.
        has_parts = any(part in values for part in ("first_name", "last_name"))
        return values.get(comparison) or ("" if has_parts else values.get("full_name", ""))
    if comparison == "birth_date":
        return values.get("birth_date_text") or values.get("birth_date", "")
    if comparison == "email_year":
        return values.get("email") or values.get("birth_date", "")
    if comparison == "locality":
        return " ".join(filter(None, (values.get("postal_code"), values.get("city"))))
    return values.get(comparison, "")


def bits(weight: Decimal) -> str:
    """A weight with its sign and all its digits; a true minus, so that columns line up."""
    return f"{weight:+.4f}".removeprefix("" if weight else "+").replace("-", "\N{MINUS SIGN}")


def record_text(record: Record) -> str:
    """Key of a record, and what became of it in its source."""
    marks = [word for word, holds in _marks(record) if holds]
    return f"{record.key} ({', '.join(marks)})" if marks else record.key


def _marks(record: Record) -> tuple[tuple[str, bool], ...]:
    return ("guest", record.is_guest), ("deleted", record.is_deleted)


def rule_text(rule: str) -> str:
    return rule.replace("_", " ")


def percent(probability: float) -> str:
    """A probability with as many digits as keep it from looking certain when it is not."""
    return f"{probability * 100:.4f}\N{NO-BREAK SPACE}%"


def plain_percent(probability: float) -> str:
    """The same within a sentence, without noughts that say nothing."""
    return f"{probability * 100:.4f}".rstrip("0").rstrip(".") + "\N{NO-BREAK SPACE}%"


def day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else ""
