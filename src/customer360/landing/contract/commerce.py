"""What people put into carts, buy, give back and collect."""

from __future__ import annotations

from customer360.landing.contract.table import (
    CURRENCY,
    WHO,
    Column,
    Kind,
    Table,
    days,
    event,
    money,
    required,
    text,
)

CART_EVENTS = Table(
    "cart_events",
    key=("cart_event_id",),
    has_who=True,
    columns=(
        required("cart_event_id"),
        *WHO,
        required("cart_id"),
        required(
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
        event("occurred_at", required=True),
        Column("product_id"),
        Column("quantity", Kind.NUMBER),
        *money("price", "cart_value"),
        CURRENCY,
    ),
)

ORDERS = Table(
    "orders",
    key=("order_id",),
    has_who=True,
    columns=(
        required("order_id"),
        *WHO,
        event("ordered_at", required=True),
        required("status", values=("placed", "paid", "fulfilled", "cancelled")),
        required("order_value", Kind.MONEY),
        CURRENCY,
        Column("order_channel", values=("online", "pos", "call", "marketplace")),
        *text("store_id", "receipt_no"),
        *money("discount", "tax", "shipping"),
        *text("coupon_code", "cart_id", "campaign_id", "payment_token_hash"),
    ),
)

ORDER_LINES = Table(
    "order_lines",
    key=("order_id", "line_no"),
    columns=(
        required("order_id"),
        required("line_no", Kind.INTEGER),
        required("product_id"),
        required("quantity", Kind.NUMBER),
        required("line_value", Kind.MONEY),
        *money("discount"),
        Column("recommendation_id"),
    ),
)

REFUNDS = Table(
    "refunds",
    key=("refund_id",),
    columns=(
        required("refund_id"),
        required("order_id"),
        event("refunded_at", required=True),
        required("refund_value", Kind.MONEY),
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
        required("product_id"),
        required("product_name"),
        *text("category_path", "brand"),
        *money("price", "cost"),
        CURRENCY,
        Column("is_active", Kind.BOOLEAN),
        *days("replenish_days"),
    ),
)

LOYALTY_EVENTS = Table(
    "loyalty_events",
    key=("loyalty_event_id",),
    has_who=True,
    columns=(
        required("loyalty_event_id"),
        *WHO,
        required(
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
        event("occurred_at", required=True),
        Column("points", Kind.NUMBER),
        *text("tier", "reward_id"),
        *money("reward_cost"),
        Column("order_id"),
    ),
)
