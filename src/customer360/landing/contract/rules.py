"""Small files by which a company states its own rules."""

from __future__ import annotations

from customer360.landing.contract.table import (
    CURRENCY,
    Column,
    Kind,
    Table,
    days,
    required,
    share,
    text,
)

#: The systems of which models/staging/<system> reads the tables that a loader writes.
SYSTEMS = (
    "facebook_ads",
    "ga4",
    "google_ads",
    "hubspot",
    "klaviyo",
    "mailchimp",
    "salesforce",
    "segment",
    "shopify",
    "stripe",
    "tiktok_ads",
    "zendesk",
)

CONNECTORS = Table(
    "connectors",
    key=("source_system",),
    has_source_system=False,
    columns=(
        required("source_system"),
        required("system", values=SYSTEMS),
        required("schema"),
        *text("table_prefix", "tables"),
        Column("time_zone", Kind.TIME_ZONE),
        CURRENCY,
        Column("country", Kind.COUNTRY),
        Column("is_active", Kind.BOOLEAN),
    ),
)

#: Small files by which a company states its own rules.
QUALITY_RULES = Table(
    "quality_rules",
    key=("check", "source_system", "column", "params"),
    has_source_system=False,
    pattern_column="params",
    pattern_when=("check", "pattern"),
    columns=(
        required("check"),
        *text("source_system", "column", "params"),
        *share("threshold"),
        Column("severity", values=("error", "warn", "info")),
        Column("owner"),
        Column("is_active", Kind.BOOLEAN),
    ),
)

#: What a channel rule may read of a touch; macro channel_rule_fields says how.
CHANNEL_RULE_FIELDS = (
    "channel",
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "utm_term",
    "utm_content",
    "gclid",
    "fbclid",
    "ttclid",
    "msclkid",
    "referrer",
    "url",
    "touch_type",
    "campaign_id",
    "store_id",
    "source_system",
)

#: Channels of the marts' own: where a journey starts and ends; macro stated_channel knows them too.
RESERVED_CHANNELS = ("(no touch)", "(start)", "(conversion)", "(null)")

CHANNEL_RULES = Table(
    "channel_rules",
    key=("priority", "field", "pattern", "valid_from"),
    has_source_system=False,
    pattern_column="pattern",
    columns=(
        required("priority", Kind.INTEGER),
        required("field", values=CHANNEL_RULE_FIELDS),
        required("pattern"),
        Column("channel", required=True, reserved=RESERVED_CHANNELS),
        Column("valid_from", Kind.DATE),
    ),
)

_ORDERS = (0, 1_000_000_000)

AUDIENCE_RULES = Table(
    "audience_rules",
    key=("audience", "applies_to"),
    has_source_system=False,
    columns=(
        required("audience"),
        required("applies_to", values=("prospect", "customer")),
        Column("stages"),
        Column("min_orders", Kind.INTEGER, bounds=_ORDERS),
        Column("max_orders", Kind.INTEGER, bounds=_ORDERS),
        *days("min_days", "max_days"),
        *share("top_value_share"),
        Column("needs_open_cart", Kind.BOOLEAN),
        Column("channels"),
        *share("control_share"),
        Column("is_active", Kind.BOOLEAN),
        Column("description"),
    ),
)

#: Which record's value survives into the golden record; replaces the default for that attribute.
SURVIVORSHIP_RULES = Table(
    "survivorship_rules",
    key=("attribute", "priority"),
    has_source_system=False,
    columns=(
        required(
            "attribute",
            values=("name", "email", "phone", "birth_date", "gender", "address", "language"),
        ),
        required("priority", Kind.INTEGER),
        required(
            "rule",
            values=(
                "verified_first",
                "source_priority",
                "most_complete",
                "most_frequent",
                "most_recent",
            ),
        ),
        Column("source_systems"),
    ),
)

IDENTITY_OVERRIDES = Table(
    "identity_overrides",
    key=("source_system_a", "source_record_id_a", "source_system_b", "source_record_id_b"),
    has_source_system=False,
    columns=(
        required("source_system_a"),
        required("source_record_id_a"),
        required("source_system_b"),
        required("source_record_id_b"),
        required("link", values=("must_link", "cannot_link")),
        Column("reason"),
    ),
)

#: A rate and its inverse both fit twelve decimals of a 64-bit number (macro exact_rate).
_RATES = (0.000000125, 8_000_000)

EXCHANGE_RATES = Table(
    "exchange_rates",
    key=("rate_date", "from_currency", "to_currency"),
    has_source_system=False,
    columns=(
        required("rate_date", Kind.DATE),
        required("from_currency", Kind.CURRENCY),
        required("to_currency", Kind.CURRENCY),
        Column("rate", Kind.NUMBER, required=True, bounds=_RATES),
    ),
)
