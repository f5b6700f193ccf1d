"""The landing contract as data: which tables a company may land and what each column means.

Everything that depends on the contract reads it from here: the loader, the demo generator, the
raw tables' definitions, the dbt sources and the page ``docs/landing_contract.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

CONTRACT_VERSION = 1

#: A company's folder name; checked before a byte below it is read.
COMPANY_ID_PATTERN = r"^[a-z][a-z0-9_]{0,30}$"

#: The system inside the company when a row does not name one.
DEFAULT_SOURCE_SYSTEM = "landing"


class Kind(StrEnum):
    """How a cell is read. What cannot be read this way rejects the row."""

    TEXT = "text"
    TIMESTAMP = "timestamp"  # an instant; stored as UTC without an offset
    DATE = "date"
    BIRTH_DATE = "birth_date"  # kept as found, flagged when it is not a plausible date
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"
    BOOLEAN = "boolean"
    CURRENCY = "currency"  # kept as found; flagged when not spelt as in ISO 4217
    COUNTRY = "country"  # kept as found; flagged when not an ISO 3166 alpha-2 code
    TIME_ZONE = "time_zone"  # a name of the IANA time zone database


@dataclass(frozen=True)
class Column:
    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    #: Lower-case values that are allowed; empty means any. An unknown value rejects the row where
    #: the column is required and is kept and flagged where it is optional.
    values: tuple[str, ...] = ()
    #: An event's time is rejected before 1950 and more than a year after the load.
    is_event_time: bool = False


@dataclass(frozen=True)
class Table:
    name: str
    #: Unique within (company_id, source_system).
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    #: True where the row may say who it is about (the WHO columns).
    has_who: bool = False
    #: At least one of these must have a value, else the row is rejected.
    at_least_one_of: tuple[str, ...] = ()
    #: Column that holds a regular expression: always, or where `pattern_when` (column, value) says.
    pattern_column: str | None = None
    pattern_when: tuple[str, str] | None = None
    #: True for tables without the notion of a system (exchange rates, overrides).
    has_source_system: bool = True

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)


def _text(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name) for name in names)


def _required(name: str, kind: Kind = Kind.TEXT, values: tuple[str, ...] = ()) -> Column:
    return Column(name, kind, required=True, values=values)


def _event(name: str, required: bool = False) -> Column:
    return Column(name, Kind.TIMESTAMP, required=required, is_event_time=True)


def _money(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, Kind.MONEY) for name in names)


CURRENCY = Column("currency", Kind.CURRENCY)

#: Any of these says who a row is about; all optional, any number of them at once.
WHO = _text("source_customer_id", "email", "phone", "loyalty_id", "anonymous_id")

ID_TYPES = (
    "source_record_id",
    "email",
    "phone",
    "loyalty_id",
    "anonymous_id",
    "external_customer_id",
    "national_id",
)

CUSTOMERS = Table(
    "customers",
    key=("source_record_id",),
    columns=(
        _required("source_record_id"),
        *_text("email", "phone", "first_name", "middle_name", "last_name", "full_name"),
        Column("birth_date", Kind.BIRTH_DATE),
        *_text("gender", "street", "city", "region", "postal_code"),
        Column("country", Kind.COUNTRY),
        *_text("language", "national_id", "loyalty_id", "anonymous_id", "external_customer_id"),
        *_text("company_name", "occupation", "lead_source"),
        _event("created_at"),
        _event("updated_at"),
        Column("is_deleted", Kind.BOOLEAN),
        Column("opt_in", Kind.BOOLEAN),
        Column("opt_in_channel"),
        _event("opt_in_at"),
    ),
    at_least_one_of=(
        "email",
        "phone",
        "loyalty_id",
        "anonymous_id",
        "external_customer_id",
        "national_id",
        "first_name",
        "middle_name",
        "last_name",
        "full_name",
    ),
)

IDENTITY_LINKS = Table(
    "identity_links",
    key=("id_type_a", "id_value_a", "id_type_b", "id_value_b", "observed_at"),
    columns=(
        _required("id_type_a", values=ID_TYPES),
        _required("id_value_a"),
        _required("id_type_b", values=ID_TYPES),
        _required("id_value_b"),
        _event("observed_at", required=True),
        Column("link_type", values=("login", "form", "receipt", "click_id", "merge")),
        Column("confidence", Kind.NUMBER),
    ),
)

CONSENTS = Table(
    "consents",
    key=("consent_id",),
    has_who=True,
    columns=(
        _required("consent_id"),
        *WHO,
        _required(
            "channel",
            values=("email", "sms", "push", "whatsapp", "phone", "post", "ads", "analytics"),
        ),
        _required("status", values=("granted", "denied", "pending", "withdrawn")),
        _event("occurred_at", required=True),
        *_text("purpose", "legal_basis"),
        Column(
            "method",
            values=(
                "single_opt_in",
                "double_opt_in",
                "unsubscribe",
                "complaint",
                "bounce",
                "import",
            ),
        ),
        *_text("proof_ref", "jurisdiction"),
    ),
)

CAMPAIGNS = Table(
    "campaigns",
    key=("campaign_id",),
    columns=(
        _required("campaign_id"),
        _required("campaign_name"),
        _required("channel"),
        Column("parent_campaign_id"),
        Column(
            "objective",
            values=(
                "welcome",
                "reactivation",
                "cross_sell",
                "abandoned_cart",
                "promotion",
                "loyalty",
                "brand",
            ),
        ),
        Column("starts_at", Kind.TIMESTAMP),
        Column("ends_at", Kind.TIMESTAMP),
        *_money("budget", "actual_cost"),
        CURRENCY,
        *_text("utm_source", "utm_medium", "utm_campaign", "offer_id"),
        Column("holdout_share", Kind.NUMBER),
    ),
)

CAMPAIGN_MEMBERS = Table(
    "campaign_members",
    key=("campaign_id", "member_id"),
    has_who=True,
    columns=(
        _required("campaign_id"),
        _required("member_id"),
        *WHO,
        Column("status"),
        _event("status_at", required=True),
        Column("has_responded", Kind.BOOLEAN),
        _event("first_responded_at"),
        Column("lead_id"),
        Column("is_control", Kind.BOOLEAN),
    ),
)

MESSAGE_EVENTS = Table(
    "message_events",
    key=("message_event_id",),
    has_who=True,
    columns=(
        _required("message_event_id"),
        *WHO,
        _required("message_id"),
        _required("channel"),
        _required(
            "event_type",
            values=(
                "queued",
                "sent",
                "delivered",
                "failed",
                "bounced_hard",
                "bounced_soft",
                "opened",
                "clicked",
                "replied",
                "unsubscribed",
                "complained",
            ),
        ),
        _event("occurred_at", required=True),
        *_text("campaign_id", "variant", "link_url"),
        Column("is_machine_open", Kind.BOOLEAN),
    ),
)

TOUCHES = Table(
    "touches",
    key=("touch_id",),
    has_who=True,
    columns=(
        _required("touch_id"),
        *WHO,
        _event("occurred_at", required=True),
        _required(
            "touch_type",
            values=(
                "page",
                "screen",
                "search",
                "ad_click",
                "ad_view",
                "call",
                "chat",
                "form",
                "meeting",
                "event_attended",
                "store_visit",
                "coupon",
                "wishlist",
            ),
        ),
        *_text("session_id", "channel", "campaign_id", "url", "referrer"),
        *_text("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"),
        *_text("gclid", "fbclid", "ttclid", "msclkid", "store_id"),
        *_money("cost"),
        CURRENCY,
        Column("is_offline", Kind.BOOLEAN),
        *_text("search_term", "product_id"),
    ),
)

CART_EVENTS = Table(
    "cart_events",
    key=("cart_event_id",),
    has_who=True,
    columns=(
        _required("cart_event_id"),
        *WHO,
        _required("cart_id"),
        _required(
            "event_type",
            values=(
                "product_viewed",
                "added",
                "removed",
                "cart_viewed",
                "checkout_started",
                "payment_info",
            ),
        ),
        _event("occurred_at", required=True),
        Column("product_id"),
        Column("quantity", Kind.NUMBER),
        *_money("price", "cart_value"),
        CURRENCY,
    ),
)

ORDERS = Table(
    "orders",
    key=("order_id",),
    has_who=True,
    columns=(
        _required("order_id"),
        *WHO,
        _event("ordered_at", required=True),
        _required("status", values=("placed", "paid", "fulfilled", "cancelled")),
        _required("order_value", Kind.MONEY),
        CURRENCY,
        Column("order_channel", values=("online", "pos", "call", "marketplace")),
        *_text("store_id", "receipt_no"),
        *_money("discount", "tax", "shipping"),
        *_text("coupon_code", "cart_id", "campaign_id", "payment_token_hash"),
    ),
)

ORDER_LINES = Table(
    "order_lines",
    key=("order_id", "line_no"),
    columns=(
        _required("order_id"),
        _required("line_no", Kind.INTEGER),
        _required("product_id"),
        _required("quantity", Kind.NUMBER),
        _required("line_value", Kind.MONEY),
        *_money("discount"),
        Column("recommendation_id"),
    ),
)

REFUNDS = Table(
    "refunds",
    key=("refund_id",),
    columns=(
        _required("refund_id"),
        _required("order_id"),
        _event("refunded_at", required=True),
        _required("refund_value", Kind.MONEY),
        CURRENCY,
        Column("line_no", Kind.INTEGER),
        Column("quantity", Kind.NUMBER),
        Column("reason"),
    ),
)

PRODUCTS = Table(
    "products",
    key=("product_id",),
    columns=(
        _required("product_id"),
        _required("product_name"),
        *_text("category_path", "brand"),
        *_money("price", "cost"),
        CURRENCY,
        Column("is_active", Kind.BOOLEAN),
        Column("replenish_days", Kind.INTEGER),
    ),
)

CRM_STAGES = Table(
    "crm_stages",
    key=("object_type", "object_id", "stage", "occurred_at"),
    has_who=True,
    columns=(
        _required("object_type", values=("lead", "opportunity")),
        _required("object_id"),
        _required("stage"),
        _event("occurred_at", required=True),
        *WHO,
        *_money("amount"),
        CURRENCY,
        Column("probability", Kind.NUMBER),
        Column("is_won", Kind.BOOLEAN),
        Column("is_closed", Kind.BOOLEAN),
        *_text("primary_campaign_id", "lead_source", "converted_to_object_id"),
    ),
)

LOYALTY_EVENTS = Table(
    "loyalty_events",
    key=("loyalty_event_id",),
    has_who=True,
    columns=(
        _required("loyalty_event_id"),
        *WHO,
        _required(
            "event_type",
            values=(
                "enrolled",
                "points_earned",
                "points_spent",
                "points_expired",
                "tier_changed",
                "reward_issued",
                "reward_redeemed",
                "reward_expired",
            ),
        ),
        _event("occurred_at", required=True),
        Column("points", Kind.NUMBER),
        *_text("tier", "reward_id"),
        *_money("reward_cost"),
        Column("order_id"),
    ),
)

SPEND = Table(
    "spend",
    key=("spend_date", "channel", "campaign_id"),
    columns=(
        Column("spend_date", Kind.DATE, required=True, is_event_time=True),
        _required("channel"),
        Column("campaign_id"),
        _required("spend", Kind.MONEY),
        CURRENCY,
        Column("impressions", Kind.INTEGER),
        Column("clicks", Kind.INTEGER),
    ),
)

ENRICHMENTS = Table(
    "enrichments",
    key=("provider", "attribute", "observed_at", *(column.name for column in WHO)),
    has_who=True,
    columns=(
        _required("provider"),
        _required("attribute"),
        _event("observed_at", required=True),
        *WHO,
        _required("value"),
        Column("valid_days", Kind.INTEGER),
        Column("confidence", Kind.NUMBER),
    ),
)

SERVICE_CASES = Table(
    "service_cases",
    key=("case_id",),
    has_who=True,
    columns=(
        _required("case_id"),
        *WHO,
        _event("opened_at", required=True),
        _event("closed_at"),
        Column("case_type", values=("question", "complaint", "request")),
        *_text("priority", "status", "channel"),
        Column("satisfaction", Kind.NUMBER),
    ),
)

#: The tables a company sends: ``<table>.csv``, ``<table>.parquet`` or a folder of parts.
DATA_TABLES: tuple[Table, ...] = (
    CUSTOMERS,
    IDENTITY_LINKS,
    CONSENTS,
    CAMPAIGNS,
    CAMPAIGN_MEMBERS,
    MESSAGE_EVENTS,
    TOUCHES,
    CART_EVENTS,
    ORDERS,
    ORDER_LINES,
    REFUNDS,
    PRODUCTS,
    CRM_STAGES,
    LOYALTY_EVENTS,
    SPEND,
    ENRICHMENTS,
    SERVICE_CASES,
)

#: Small files by which a company states its own rules.
QUALITY_RULES = Table(
    "quality_rules",
    key=("check", "source_system", "column", "params"),
    has_source_system=False,
    pattern_column="params",
    pattern_when=("check", "pattern"),
    columns=(
        _required("check"),
        *_text("source_system", "column", "params"),
        Column("threshold", Kind.NUMBER),
        Column("severity", values=("error", "warn", "info")),
        Column("owner"),
        Column("is_active", Kind.BOOLEAN),
    ),
)

CHANNEL_RULES = Table(
    "channel_rules",
    key=("priority", "field", "pattern", "valid_from"),
    has_source_system=False,
    pattern_column="pattern",
    columns=(
        _required("priority", Kind.INTEGER),
        _required("field"),
        _required("pattern"),
        _required("channel"),
        Column("valid_from", Kind.DATE),
    ),
)

IDENTITY_OVERRIDES = Table(
    "identity_overrides",
    key=("source_system_a", "source_record_id_a", "source_system_b", "source_record_id_b"),
    has_source_system=False,
    columns=(
        _required("source_system_a"),
        _required("source_record_id_a"),
        _required("source_system_b"),
        _required("source_record_id_b"),
        _required("link", values=("must_link", "cannot_link")),
        Column("reason"),
    ),
)

EXCHANGE_RATES = Table(
    "exchange_rates",
    key=("rate_date", "from_currency", "to_currency"),
    has_source_system=False,
    columns=(
        _required("rate_date", Kind.DATE),
        _required("from_currency", Kind.CURRENCY),
        _required("to_currency", Kind.CURRENCY),
        _required("rate", Kind.NUMBER),
    ),
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
        _required("source_system"),
        _required("system", values=SYSTEMS),
        _required("schema"),
        *_text("table_prefix", "tables"),
        Column("time_zone", Kind.TIME_ZONE),
        CURRENCY,
        Column("country", Kind.COUNTRY),
        Column("is_active", Kind.BOOLEAN),
    ),
)

AUDIENCE_RULES = Table(
    "audience_rules",
    key=("audience", "applies_to"),
    has_source_system=False,
    columns=(
        _required("audience"),
        _required("applies_to", values=("prospect", "customer")),
        Column("stages"),
        Column("min_orders", Kind.INTEGER),
        Column("max_orders", Kind.INTEGER),
        Column("min_days", Kind.INTEGER),
        Column("max_days", Kind.INTEGER),
        Column("top_value_share", Kind.NUMBER),
        Column("needs_open_cart", Kind.BOOLEAN),
        Column("channels"),
        Column("control_share", Kind.NUMBER),
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
        _required(
            "attribute",
            values=("name", "email", "phone", "birth_date", "gender", "address", "language"),
        ),
        _required("priority", Kind.INTEGER),
        _required(
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

RULE_TABLES: tuple[Table, ...] = (
    CONNECTORS,
    QUALITY_RULES,
    CHANNEL_RULES,
    AUDIENCE_RULES,
    SURVIVORSHIP_RULES,
    IDENTITY_OVERRIDES,
    EXCHANGE_RATES,
)

TABLES: dict[str, Table] = {table.name: table for table in (*DATA_TABLES, *RULE_TABLES)}

#: Raw tables that the loader itself keeps, with their column types.
BOOKKEEPING_TABLES: dict[str, dict[str, str]] = {
    # One row per company that was landed, also where it sent no company.csv.
    "companies": {"company_id": "text", "is_demo": "boolean", "loaded_at": "timestamp"},
    # The rows of company.csv after validation; valid_from null means "always".
    "company_settings": {
        "company_id": "text",
        "setting": "text",
        "value": "text",
        "valid_from": "date",
        "loaded_at": "timestamp",
    },
    # line is null where a whole file or company was refused.
    "rejected_rows": {
        "company_id": "text",
        "table_name": "text",
        "source_system": "text",
        "source_record_id": "text",
        "file": "text",
        "line": "bigint",
        "reason": "text",
        "text": "text",
        "loaded_at": "timestamp",
    },
    # People who were erased and must not come back: salted hashes, see customer360.privacy.
    "suppressed_identifiers": {
        "company_id": "text",
        "id_hash": "text",
        "suppressed_at": "timestamp",
    },
    # One row per file of the last load that saw it.
    "landed_files": {
        "company_id": "text",
        "table_name": "text",
        "file": "text",
        "row_count": "bigint",
        "loaded_count": "bigint",
        "rejected_count": "bigint",
        "unknown_columns": "text",
        "loaded_at": "timestamp",
    },
}

#: SQL type of each kind in the raw tables, on every target.
SQL_TYPES: dict[Kind, str] = {
    Kind.TEXT: "text",
    Kind.TIMESTAMP: "timestamp",
    Kind.DATE: "date",
    Kind.BIRTH_DATE: "text",
    Kind.INTEGER: "bigint",
    Kind.NUMBER: "double precision",
    Kind.MONEY: "numeric(18,4)",
    Kind.BOOLEAN: "boolean",
    Kind.CURRENCY: "text",
    Kind.COUNTRY: "text",
    Kind.TIME_ZONE: "text",
}


def raw_columns(table: Table) -> dict[str, str]:
    """Name and SQL type of each column of the table's raw form, in order.

    ``landing_flags`` lists what was odd but kept, as sorted ``column:flag`` words joined by a
    comma (null where nothing was); ``loaded_at`` is the load that first brought this content.
    """
    system = {"source_system": "text"} if table.has_source_system else {}
    return {
        "company_id": "text",
        **system,
        **{column.name: SQL_TYPES[column.kind] for column in table.columns},
        "landing_file": "text",
        "landing_line": "bigint",
        "landing_flags": "text",
        "loaded_at": "timestamp",
    }
