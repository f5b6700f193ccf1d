"""Maison Lumière: a French and English fashion house with a shop, stores, mail and ads."""

from __future__ import annotations

from customer360.generator.activity.carts import emit_carts
from customer360.generator.activity.logins import emit_mail_clicks, emit_order_logins, emit_receipts
from customer360.generator.activity.loyalty import LoyaltyHabits, emit_loyalty
from customer360.generator.activity.messages import emit_messages
from customer360.generator.activity.orders import OrderHabits, draw_orders, emit_orders
from customer360.generator.activity.refunds import draw_refunds
from customer360.generator.activity.sales import emit_stages
from customer360.generator.activity.service import emit_cases, emit_enrichments
from customer360.generator.activity.touches import emit_touches
from customer360.generator.activity.visits import (
    Visits,
    draw_devices,
    visits_before,
    visits_for_nothing,
)
from customer360.generator.block import Block
from customer360.generator.calendar import OPENING_HOURS
from customer360.generator.catalogue.by_hand import emit_by_hand, orders_by_hand
from customer360.generator.catalogue.campaigns import emit_campaigns, emit_spend
from customer360.generator.catalogue.products import read_products
from customer360.generator.catalogue.rules import emit_overrides, emit_rows
from customer360.generator.companies.maison_lumiere_marketing import CAMPAIGNS, LETTERS, SITE
from customer360.generator.people.names import EN
from customer360.generator.people.names import FR as FRENCH
from customer360.generator.people.places import BE, FR, GB
from customer360.generator.profile import Company, System

SHOP = System(
    "shop",
    "cus_",
    coverage=0.64,
    duplicates=0.07,
    filled={"email": 0.99, "phone": 0.8, "first_name": 0.99, "last_name": 0.98, "street": 0.75,
            "city": 0.8, "region": 0.3, "postal_code": 0.8, "country": 0.95, "language": 0.9,
            "anonymous_id": 0.5, "opt_in": 0.95, "is_deleted": 1.0},
    scripts={FRENCH: (0.72, 0.18, 0.1)},
)  # fmt: skip
STORE = System(
    "store",
    "B",
    issues_cards=True,
    coverage=0.5,
    duplicates=0.1,
    filled={"email": 0.68, "phone": 0.8, "first_name": 0.9, "last_name": 0.98, "birth_date": 0.55,
            "gender": 0.6, "city": 0.5, "postal_code": 0.6, "loyalty_id": 0.9, "opt_in": 0.6},
    scripts={FRENCH: (0.5, 0.35, 0.15)},
    phone_styles=(1, 5, 5, 2, 1, 1, 1),
    utc=False,
    noise=1.4,
)  # fmt: skip
MAIL = System(
    "mail",
    "M",
    coverage=0.55,
    duplicates=0.05,
    filled={"email": 1.0, "first_name": 0.8, "last_name": 0.65, "birth_date": 0.2,
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
)
BOUTIQUES = OrderHabits(
    "store",
    "TK",
    "pos",
    "EUR",
    utc=False,
    hours=OPENING_HOURS,
    known_by=(0.5, 0.3, 0.05, 0.05, 0.1),
    stores={FR: ("Paris Marais", "Paris Passy", "Lyon", "Bordeaux"), BE: ("Bruxelles Louise",)},
    coupons=("CARTE",),
    status_weights=(97, 1, 0, 2),
)
CARDS = LoyaltyHabits(
    "store",
    utc=False,
    per_point=100,
    reward_points=500,
    reward_cost=2_500,
    tiers=(("Lin", 0), ("Soie", 600), ("Cachemire", 2_000)),
)


def activity(block: Block) -> None:
    online = draw_orders(block, ONLINE, PRODUCTS)
    device = draw_devices(block.sampler("devices"), len(online))
    emit_carts(block, online, PRODUCTS, device)
    emit_order_logins(block, online)
    shop = block.records["shop"]
    visits = Visits.together(
        [visits_before(block, online, device), visits_for_nothing(block, shop, 0.5, 0.5)]
    )
    emit_touches(block, SITE, visits, PRODUCTS, shop.frame["email"])
    boutiques = draw_orders(block, BOUTIQUES, PRODUCTS, nobody_share=0.06)
    for orders, share in ((online, 0.16), (boutiques, 0.07)):
        emit_orders(block, orders)
        draw_refunds(block, orders, share)
    emit_receipts(block, "store", 0.25, utc=False)
    emit_loyalty(block, CARDS, [boutiques])
    emit_messages(block, LETTERS, tuple(one for one in CAMPAIGNS if one.channel == "email"))
    emit_mail_clicks(block, "mail", 0.25)
    emit_stages(block, "crm", ("E-01", "C-META-P", "N-05", "N-09"), "EUR")
    emit_cases(block, "shop", 0.1, ("email", "phone", "chat", "instagram"))
    emit_enrichments(block, "shop", {"acme_data": 0.85, "panelworks": 0.6}, share=0.4)


def catalogue(block: Block) -> None:
    block.emit("products", "shop", PRODUCTS.frame("EUR"))
    emit_campaigns(block, "ads", CAMPAIGNS, "EUR")
    emit_spend(block, "ads", CAMPAIGNS, "EUR")
    emit_rows(
        block,
        "channel_rules",
        "priority field pattern channel",
        [
            ("1", "utm_medium", "^partenaire$", "affiliate"),
            ("2", "utm_source", "^criteo$", "display"),
        ],
    )
    emit_rows(
        block,
        "quality_rules",
        "check source_system threshold severity owner is_active",
        [
            ("email_missing", "store", "0.5", "warn", "Boutiques", "true"),
            ("email_missing", "shop", "0.02", "error", "E-commerce", "true"),
            ("phone_invalid", "store", None, "info", "CRM", "false"),
        ],
    )
    emit_rows(
        block,
        "audience_rules",
        "audience applies_to stages min_orders top_value_share channels control_share description",
        [
            ("vip", "customer", "adopt,advocate", "3", "0.2", "email", "0.1", "Soirées privées"),
            (
                "private_sale",
                "customer",
                "advocate",
                None,
                None,
                "email,sms",
                "0.2",
                "Ventes privées",
            ),
        ],
    )
    emit_overrides(block, "shop", "store")
    emit_by_hand(block, "store", orders_by_hand("TK", "EUR", "120.00", "payé", "cent vingt"))


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
        ("lookback_days.order", "45", "2025-07-01"),
        ("lookback_days.opportunity_won", "90"),
        ("conversion_types", "order,lead,opportunity_won"),
        ("tiers", "Lin,Soie,Cachemire"),
        ("abandon_method", "p_alive"),
    ),
    activity=activity,
    catalogue=catalogue,
    junk_emails=("noreply@maisonlumiere.fr", "pasdemail@orange.fr", "test@test.fr"),
)
