"""Maison Lumière: a French and English fashion house with a shop, stores, mail and ads."""

from __future__ import annotations

from customer360.generator.activity.orders import (
    OrderHabits,
    draw_orders,
    draw_refunds,
    emit_orders,
)
from customer360.generator.activity.products import read_products
from customer360.generator.block import Block
from customer360.generator.calendar import OPENING_HOURS
from customer360.generator.names import EN
from customer360.generator.names import FR as FRENCH
from customer360.generator.places import BE, FR, GB
from customer360.generator.profile import Company, System

SHOP = System(
    "shop",
    "cus_",
    coverage=0.6,
    duplicates=0.07,
    filled={"email": 0.99, "phone": 0.7, "first_name": 0.99, "last_name": 0.98, "street": 0.75,
            "city": 0.8, "region": 0.3, "postal_code": 0.8, "country": 0.95, "language": 0.9,
            "opt_in": 0.95},
    scripts={FRENCH: (0.72, 0.18, 0.1)},
)  # fmt: skip
STORE = System(
    "store",
    "B",
    coverage=0.42,
    duplicates=0.1,
    filled={"email": 0.6, "phone": 0.75, "first_name": 0.9, "last_name": 0.98, "birth_date": 0.55,
            "gender": 0.6, "city": 0.5, "postal_code": 0.6, "loyalty_id": 0.9, "opt_in": 0.6},
    scripts={FRENCH: (0.5, 0.35, 0.15)},
    phone_styles=(1, 5, 5, 2, 1, 1, 1),
    utc=False,
    noise=1.4,
)  # fmt: skip
MAIL = System(
    "mail",
    "M",
    coverage=0.5,
    duplicates=0.05,
    filled={"email": 1.0, "first_name": 0.6, "last_name": 0.4, "birth_date": 0.2,
            "language": 0.8, "country": 0.5, "opt_in": 1.0},
    scripts={FRENCH: (0.7, 0.2, 0.1)},
)  # fmt: skip
CRM = System(
    "crm",
    "003",
    coverage=0.18,
    duplicates=0.06,
    filled={"email": 0.9, "phone": 0.6, "first_name": 0.95, "last_name": 1.0, "city": 0.4,
            "country": 0.6},
    constants={"lead_source": "personal_shopping"},
)  # fmt: skip

PRODUCTS = read_products("maison_lumiere", "ML")
ONLINE = OrderHabits(
    "shop",
    "CMD",
    "online",
    "EUR",
    utc=True,
    known_by=(0.85, 0, 0, 0.15, 0),
    coupons=("BIENVENUE10", "SOLDES", "NOEL15"),
    shipping=690,
    refund_share=0.14,
)
BOUTIQUES = OrderHabits(
    "store",
    "TK",
    "pos",
    "EUR",
    utc=False,
    hours=OPENING_HOURS,
    known_by=(0.5, 0.3, 0.05, 0.05, 0.1),
    stores=("Paris Marais", "Paris Passy", "Lyon", "Bordeaux", "London Marylebone"),
    coupons=("CARTE",),
    status_weights=(97, 1, 0, 2),
    refund_share=0.07,
)


def activity(block: Block) -> None:
    for habits in (ONLINE, BOUTIQUES):
        orders = draw_orders(block, habits, PRODUCTS, 0.06 if habits is BOUTIQUES else 0.0)
        emit_orders(block, orders)
        draw_refunds(block, orders)


def catalogue(block: Block) -> None:
    block.emit("products", "shop", PRODUCTS.frame("EUR"))


COMPANY = Company(
    company_id="maison_lumiere",
    code="ml",
    share=25,
    mix=((FRENCH, FR, 0.7), (EN, GB, 0.18), (FRENCH, BE, 0.08), (EN, FR, 0.04)),
    systems=(SHOP, STORE, MAIL, CRM),
    settings=(
        ("company_name", "Maison Lumière"),
        ("time_zone", "Europe/Paris"),
        ("currency", "EUR"),
        ("country", "FR"),
        ("lookback_days.order", "30"),
        ("lookback_days.opportunity_won", "90"),
        ("conversion_types", "order,lead,opportunity_won"),
        ("tiers", "Lin,Soie,Cachemire"),
        ("abandon_method", "p_alive"),
    ),
    activity=activity,
    catalogue=catalogue,
    junk_emails=("noreply@maisonlumiere.fr", "pasdemail@orange.fr", "test@test.fr"),
)
