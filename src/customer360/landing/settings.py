"""The settings a company may state in ``company.csv``, and how each value is read.

Defaults for all companies are data: ``seeds/rules/default_settings.csv``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import available_timezones

from customer360.nearest import nearest

CONVERSION_TYPES = ("order", "lead", "opportunity_won", "loyalty_enrolment")
MESSAGE_TOUCHES = ("delivered", "opened", "clicked", "replied")


class SettingError(ValueError):
    """A setting that cannot be used; the message names the setting and what it accepts."""


@dataclass(frozen=True)
class Setting:
    name: str
    #: Returns the value in its one canonical spelling, or raises ValueError.
    read: Callable[[str], str]
    accepts: str
    description: str
    #: True where ``<name>.<conversion type>`` sets it for one conversion type, and
    #: ``<name>.<conversion type>.<channel>`` for one of its channels.
    per_conversion_type: bool = False


def _whole_number(minimum: int) -> Callable[[str], str]:
    def read(value: str) -> str:
        number = int(value)
        if number < minimum or number > 1_000_000:
            raise ValueError(value)
        return str(number)

    return read


def _number_between(
    low: float, high: float, excluded: tuple[float, ...] = ()
) -> Callable[[str], str]:
    def read(value: str) -> str:
        number = float(value)
        if not low <= number <= high or number in excluded:
            raise ValueError(value)
        return repr(number)

    return read


def _one_of(*values: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value.lower() not in values:
            raise ValueError(value)
        return value.lower()

    return read


def _time_zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError(value)
    return value


def _code(length: int) -> Callable[[str], str]:
    def read(value: str) -> str:
        if not re.fullmatch(rf"[A-Za-z]{{{length}}}", value):
            raise ValueError(value)
        return value.upper()

    return read


def _position_weights(value: str) -> str:
    weights = [float(part) for part in value.split(",")]
    if len(weights) != 3 or not all(math.isfinite(weight) for weight in weights):
        raise ValueError(value)
    if min(weights) < 0 or abs(sum(weights) - 1) > 1e-9:
        raise ValueError(value)
    return ",".join(repr(weight) for weight in weights)


def _name_list(value: str) -> str:
    names = [part.strip() for part in value.split(",")]
    if not all(names) or len(set(names)) != len(names):
        raise ValueError(value)
    return ",".join(names)


def _any_of(*known: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        names = _name_list(value.lower())
        if not set(names.split(",")) <= set(known):
            raise ValueError(value)
        return names

    return read


def _ignored_comparisons(value: str) -> str:
    # Imported here: a company that states no such setting need not load the engine.
    from customer360.identity.settings import IGNORABLE

    names = _name_list(value.lower())
    if not set(names.split(",")) <= set(IGNORABLE):
        raise ValueError(value)
    return names


def _instant(value: str) -> str:
    instant = datetime.fromisoformat(value)
    if instant.tzinfo is not None:
        instant = instant.astimezone(UTC).replace(tzinfo=None)
    # Days and months are counted on from it, and the calendar ends.
    if not 1900 <= instant.year < 2200:
        raise ValueError(value)
    return instant.isoformat(sep=" ")


_PROBABILITY = "a number above 0 and below 1"

SETTINGS: dict[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting("company_name", str, "text", "The company's name as people read it."),
        Setting(
            "time_zone",
            _time_zone,
            "an IANA time zone, as Europe/Paris",
            "Zone of times without an offset, and of every day in the marts.",
        ),
        Setting(
            "currency",
            _code(3),
            "an ISO 4217 code, as EUR",
            "Currency of amounts of its days that name none; today's is that of reporting amounts.",
        ),
        Setting(
            "country",
            _code(2),
            "an ISO 3166 alpha-2 code, as FR",
            "Country of phone numbers and addresses that name none.",
        ),
        Setting(
            "lookback_days",
            _whole_number(0),
            "a whole number of days, 0 to 1,000,000",
            "How far back before a conversion a touch may earn credit.",
            per_conversion_type=True,
        ),
        Setting(
            "half_life_days",
            _number_between(0.001, 100_000),
            "a number of days, 0.001 to 100,000",
            "Age at which a touch weighs half in time decay.",
        ),
        Setting(
            "position_weights",
            _position_weights,
            "three numbers first,middle,last that sum to 1, as 0.4,0.2,0.4",
            "Weights of position-based credit.",
        ),
        Setting(
            "tiers",
            _name_list,
            "names from the lowest to the highest tier, separated by commas",
            "The loyalty tiers, lowest first.",
        ),
        Setting(
            "abandon_method",
            _one_of("fixed_days", "individual_gap", "p_alive", "auto"),
            "fixed_days, individual_gap, p_alive or auto",
            "The rule by which a customer counts as gone.",
        ),
        Setting(
            "abandon_days",
            _whole_number(1),
            "a whole number of days, 1 to 1,000,000",
            "Days without an order after which a customer counts as gone.",
        ),
        Setting(
            "abandon_p_alive",
            _number_between(0, 0.99, excluded=(0,)),
            "a number above 0, up to 0.99",
            "P(alive) from which downwards a customer counts as gone, where that is the method.",
        ),
        Setting(
            "attempt_expiry_days",
            _whole_number(1),
            "a whole number of days, 1 to 1,000,000",
            "Days after which an attempt without an order counts as given up.",
        ),
        Setting(
            "advocate_orders",
            _whole_number(1),
            "a whole number of orders, 1 to 1,000,000",
            "Kept orders that make an advocate.",
        ),
        Setting(
            "cart_abandon_minutes",
            _whole_number(1),
            "a whole number of minutes, 1 to 1,000,000",
            "Minutes after the last cart event until the cart counts as abandoned.",
        ),
        Setting(
            "cart_contact_delay_hours",
            _number_between(0, 100_000),
            "a number of hours, 0 to 100,000",
            "Hours to wait before an abandoned cart's owner may be contacted.",
        ),
        Setting(
            "match_threshold",
            _number_between(0, 1, excluded=(0, 1)),
            _PROBABILITY,
            "Match probability from which two records are linked.",
        ),
        Setting(
            "review_threshold",
            _number_between(0, 1, excluded=(0, 1)),
            _PROBABILITY,
            "Match probability from which a pair is shown for review; not above match_threshold.",
        ),
        Setting(
            "max_records_per_identifier",
            _whole_number(2),
            "a whole number of records, 2 to 1,000,000",
            "An identifier on more records than this links nobody.",
        ),
        Setting(
            "max_records_per_customer",
            _whole_number(2),
            "a whole number of records, 2 to 1,000,000",
            "No customer is made of more records than this, unless people say so.",
        ),
        Setting(
            "ignored_comparisons",
            _ignored_comparisons,
            "any of middle_name, birth_date, gender, email, phone, street, locality, national_id, "
            "loyalty_id, external_customer_id, company_name, occupation, separated by commas",
            "What stitching must not look at.",
        ),
        Setting(
            "enrichment_max_age_days",
            _whole_number(1),
            "a whole number of days, 1 to 1,000,000",
            "Age at which an enrichment without its own validity expires.",
        ),
        Setting(
            "session_gap_minutes",
            _whole_number(1),
            "a whole number of minutes, 1 to 1,000,000",
            "Minutes of silence that end a session.",
        ),
        Setting(
            "conversion_types",
            _any_of(*CONVERSION_TYPES),
            "any of " + ", ".join(CONVERSION_TYPES) + ", separated by commas",
            "What counts as a conversion.",
        ),
        Setting(
            "message_touches",
            _any_of(*MESSAGE_TOUCHES),
            "any of " + ", ".join(MESSAGE_TOUCHES) + ", separated by commas",
            "What makes a touch of a message; a machine's opening never does.",
        ),
        Setting(
            "as_of",
            _instant,
            "an ISO 8601 date or time from 1900 to 2199 (UTC where it has no offset)",
            "The instant the marts call now; normally absent, then the newest event decides.",
        ),
    )
}


def read_setting(name: str, value: str) -> str:
    """The value in canonical spelling; SettingError names what is wrong."""
    base, _, scope = name.partition(".")
    conversion_type, has_channel, channel = scope.partition(".")
    setting = SETTINGS.get(base)
    if setting is None:
        known = f"; known are {', '.join(sorted(SETTINGS))}"
        raise SettingError(f"unknown setting {name!r}{nearest(base, SETTINGS) or known}")
    if scope and not setting.per_conversion_type:
        raise SettingError(f"setting {base!r} cannot be set per conversion type ({name!r})")
    if scope and conversion_type not in CONVERSION_TYPES:
        raise SettingError(
            f"setting {name!r}: {conversion_type!r} is none of {', '.join(CONVERSION_TYPES)}"
        )
    if has_channel and not channel:
        raise SettingError(f"setting {name!r} names no channel after {base}.{conversion_type}")
    text = value.strip()
    try:
        if not text:
            raise ValueError(value)
        return setting.read(text)
    except (ValueError, OverflowError):
        raise SettingError(
            f"setting {name!r}: cannot read {value!r}; it takes {setting.accepts}"
        ) from None


def read_valid_from(value: str) -> date | None:
    """The day a setting starts, or None for always."""
    text = value.strip()
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        raise SettingError(f"valid_from {value!r} is not an ISO 8601 date") from None
