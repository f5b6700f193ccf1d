"""What a company says to people, what it costs, and how they come."""

from __future__ import annotations

from customer360.landing.contract.table import (
    CURRENCY,
    WHO,
    Column,
    Kind,
    Table,
    event,
    money,
    required,
    text,
)

#: What a platform counts in a day; it corrects itself by negative counts.
_COUNTED = (-1_000_000_000_000, 1_000_000_000_000)

CAMPAIGNS = Table(
    "campaigns",
    key=("campaign_id",),
    columns=(
        required("campaign_id"),
        required("campaign_name"),
        required("channel"),
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
        *money("budget", "actual_cost"),
        CURRENCY,
        *text("utm_source", "utm_medium", "utm_campaign", "offer_id"),
        Column("holdout_share", Kind.NUMBER),
    ),
)

CAMPAIGN_MEMBERS = Table(
    "campaign_members",
    key=("campaign_id", "member_id"),
    has_who=True,
    columns=(
        required("campaign_id"),
        required("member_id"),
        *WHO,
        Column("status"),
        event("status_at", required=True),
        Column("has_responded", Kind.BOOLEAN),
        event("first_responded_at"),
        Column("lead_id"),
        Column("is_control", Kind.BOOLEAN),
    ),
)

MESSAGE_EVENTS = Table(
    "message_events",
    key=("message_event_id",),
    has_who=True,
    columns=(
        required("message_event_id"),
        *WHO,
        required("message_id"),
        required("channel"),
        required(
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
        event("occurred_at", required=True),
        *text("campaign_id", "variant", "link_url"),
        Column("is_machine_open", Kind.BOOLEAN),
    ),
)

TOUCHES = Table(
    "touches",
    key=("touch_id",),
    has_who=True,
    columns=(
        required("touch_id"),
        *WHO,
        event("occurred_at", required=True),
        required(
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
        *text("session_id", "channel", "campaign_id", "url", "referrer"),
        *text("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"),
        *text("gclid", "fbclid", "ttclid", "msclkid", "store_id"),
        *money("cost"),
        CURRENCY,
        Column("is_offline", Kind.BOOLEAN),
        *text("search_term", "product_id"),
    ),
)

SPEND = Table(
    "spend",
    key=("spend_date", "channel", "campaign_id"),
    columns=(
        Column("spend_date", Kind.DATE, required=True, is_event_time=True),
        required("channel"),
        Column("campaign_id"),
        required("spend", Kind.MONEY),
        CURRENCY,
        Column("impressions", Kind.INTEGER, bounds=_COUNTED),
        Column("clicks", Kind.INTEGER, bounds=_COUNTED),
    ),
)
