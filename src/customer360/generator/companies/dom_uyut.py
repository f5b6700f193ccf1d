"""Dom Uyut: a Russian-speaking home-goods retailer with a shop, an ERP, cards and e-mail."""

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
from customer360.generator.names import RU
from customer360.generator.places import RU as RUSSIA
from customer360.generator.profile import Company, System

_HOME = {"street": 0.7, "city": 0.85, "region": 0.5, "postal_code": 0.6}

SHOP = System(
    "shop",
    "W",
    coverage=0.58,
    duplicates=0.08,
    filled={"email": 0.97, "phone": 0.8, "first_name": 0.98, "last_name": 0.95, **_HOME,
            "country": 0.8, "external_customer_id": 0.9, "opt_in": 0.9},
    scripts={RU: (0.55, 0.15, 0.3)},
    phone_styles=(5, 4, 5, 2, 1, 1, 1),
)  # fmt: skip
ERP = System(
    "erp",
    "00-",
    coverage=0.52,
    duplicates=0.12,
    filled={"phone": 0.88, "email": 0.35, "full_name": 1.0, "birth_date": 0.25, **_HOME,
            "external_customer_id": 0.3},
    phone_styles=(2, 6, 2, 4, 1, 3, 2),
    utc=False,
    noise=1.3,
)  # fmt: skip
LOYALTY = System(
    "loyalty",
    "K",
    coverage=0.48,
    duplicates=0.06,
    filled={"phone": 0.97, "email": 0.5, "first_name": 0.98, "middle_name": 0.6,
            "last_name": 0.92, "birth_date": 0.88, "gender": 0.8, "city": 0.6,
            "loyalty_id": 1.0, "opt_in": 0.85},
    phone_styles=(5, 3, 1, 1, 1, 0, 2),
)  # fmt: skip
EMAIL = System(
    "email",
    "E",
    coverage=0.45,
    duplicates=0.04,
    filled={"email": 1.0, "first_name": 0.7, "last_name": 0.35, "birth_date": 0.15,
            "opt_in": 1.0},
    scripts={RU: (0.6, 0.1, 0.3)},
)  # fmt: skip

PRODUCTS = read_products("dom_uyut", "ART")
ONLINE = OrderHabits(
    "shop",
    "WEB",
    "online",
    "RUB",
    utc=True,
    known_by=(0.86, 0, 0, 0.14, 0),
    coupons=("ДОМ10", "UYUT500", "ВЕСНА"),
    shipping=39_000,
)
STORES = OrderHabits(
    "erp",
    "РН-",
    "pos",
    "RUB",
    utc=False,
    hours=OPENING_HOURS,
    known_by=(0.6, 0.2, 0.1, 0, 0.1),
    stores=("Тверская", "Химки Мега", "Невский", "Казань Кольцо"),
    coupons=("КАРТА5",),
    status_weights=(93, 4, 1, 2),
    refund_share=0.04,
)


def activity(block: Block) -> None:
    for habits in (ONLINE, STORES):
        orders = draw_orders(block, habits, PRODUCTS, 0.05 if habits is STORES else 0.0)
        emit_orders(block, orders)
        draw_refunds(block, orders)


def catalogue(block: Block) -> None:
    block.emit("products", "erp", PRODUCTS.frame("RUB"))


COMPANY = Company(
    company_id="dom_uyut",
    code="du",
    share=30,
    mix=((RU, RUSSIA, 1.0),),
    systems=(SHOP, ERP, LOYALTY, EMAIL),
    settings=(
        ("company_name", "Дом Уют"),
        ("time_zone", "Europe/Moscow"),
        ("currency", "RUB"),
        ("country", "RU"),
        ("tiers", "Базовый,Серебро,Золото"),
        ("abandon_method", "fixed_days"),
        ("abandon_days", "240"),
    ),
    activity=activity,
    catalogue=catalogue,
    junk_emails=("net@net.ru", "noreply@domuyut.ru", "123@mail.ru"),
)
