"""Dom Uyut: a Russian-speaking home-goods retailer with a shop, an ERP, cards and e-mail."""

from __future__ import annotations

from datetime import date

from customer360.generator.activity.carts import emit_carts
from customer360.generator.activity.loyalty import LoyaltyHabits, emit_loyalty
from customer360.generator.activity.messages import emit_messages
from customer360.generator.activity.orders import OrderHabits, draw_orders, emit_orders
from customer360.generator.activity.refunds import draw_refunds
from customer360.generator.activity.sends import MessageHabits
from customer360.generator.activity.service import emit_cases
from customer360.generator.activity.visits import draw_devices
from customer360.generator.block import Block
from customer360.generator.calendar import OPENING_HOURS
from customer360.generator.catalogue.by_hand import emit_by_hand, orders_by_hand
from customer360.generator.catalogue.campaigns import Campaign, emit_campaigns, emit_spend
from customer360.generator.catalogue.products import read_products
from customer360.generator.people.names import RU
from customer360.generator.people.places import RU as RUSSIA
from customer360.generator.profile import Company, System

_HOME = {"street": 0.7, "city": 0.85, "region": 0.5, "postal_code": 0.6}

SHOP = System(
    "shop",
    "W",
    coverage=0.58,
    duplicates=0.08,
    filled={"email": 0.97, "phone": 0.88, "first_name": 0.98, "last_name": 0.95, **_HOME,
            "country": 0.8, "external_customer_id": 0.9, "opt_in": 0.9,
            "is_deleted": 1.0},
    scripts={RU: (0.55, 0.15, 0.3)},
    phone_styles=(5, 4, 5, 2, 1, 1, 1),
)  # fmt: skip
ERP = System(
    "erp",
    "00-",
    coverage=0.52,
    duplicates=0.12,
    filled={"phone": 0.92, "email": 0.45, "full_name": 1.0, "birth_date": 0.25, **_HOME,
            "external_customer_id": 0.3},
    phone_styles=(2, 6, 2, 4, 1, 3, 2),
    utc=False,
    noise=1.3,
)  # fmt: skip
LOYALTY = System(
    "loyalty",
    "K",
    issues_cards=True,
    coverage=0.48,
    duplicates=0.06,
    filled={"phone": 0.97, "email": 0.6, "first_name": 0.98, "middle_name": 0.6,
            "last_name": 0.92, "birth_date": 0.88, "gender": 0.8, "city": 0.6,
            "loyalty_id": 1.0, "opt_in": 0.85},
    phone_styles=(5, 3, 1, 1, 1, 0, 2),
)  # fmt: skip
EMAIL = System(
    "email",
    "E",
    coverage=0.45,
    duplicates=0.04,
    filled={"email": 1.0, "first_name": 0.85, "last_name": 0.6, "birth_date": 0.15,
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
    stores={RUSSIA: ("Тверская", "Химки Мега", "Невский", "Казань Кольцо")},
    coupons=("КАРТА5",),
    status_weights=(93, 4, 1, 2),
)
CARDS = LoyaltyHabits(
    "loyalty",
    utc=True,
    per_point=10_000,
    reward_points=300,
    reward_cost=30_000,
    tiers=(("Базовый", 0), ("Серебро", 400), ("Золото", 1_500)),
)
CAMPAIGNS = (
    Campaign("EM-01", "Весна в доме", "email", "promotion", date(2024, 3, 12), 14, holdout=0.1),
    Campaign("EM-02", "Майские скидки", "email", "promotion", date(2024, 4, 24), 14),
    Campaign("EM-03", "Дачный сезон", "email", "cross_sell", date(2024, 6, 4), 30),
    Campaign("EM-04", "Чёрная пятница", "email", "promotion", date(2024, 11, 28), 4),
    Campaign("EM-05", "Новый год 2025", "email", "promotion", date(2024, 12, 17), 12, holdout=0.1),
    Campaign("EM-06", "Мы скучаем", "email", "reactivation", date(2025, 4, 8), 30, holdout=0.2),
    Campaign("EM-07", "Осень. Тёплый дом", "email", "cross_sell", date(2025, 9, 16), 30),
    Campaign("EM-08", "Чёрная пятница 2025", "email", "promotion", date(2025, 11, 27), 4),
    Campaign("YD-01", "Яндекс Директ", "paid_search", "brand", date(2025, 1, 1), 365, "yandex",
             "cpc", 6_500, 2_800),
)  # fmt: skip
LETTERS = MessageHabits(
    "email",
    "email",
    audience=0.75,
    opens=0.24,
    machine_opens=0.08,
    clicks=0.05,
    unsubscribes=0.008,
    hard_bounces=0.008,
    links=("https://domuyut.example/sale", "https://domuyut.example/new"),
)


def activity(block: Block) -> None:
    online = draw_orders(block, ONLINE, PRODUCTS)
    device = draw_devices(block.sampler("devices"), len(online))
    emit_carts(block, online, PRODUCTS, device)
    stores = draw_orders(block, STORES, PRODUCTS, nobody_share=0.05)
    for orders, share in ((online, 0.07), (stores, 0.04)):
        emit_orders(block, orders)
        draw_refunds(block, orders, share)
    emit_loyalty(block, CARDS, [online, stores])
    emit_messages(block, LETTERS, tuple(one for one in CAMPAIGNS if one.channel == "email"))
    emit_cases(block, "shop", 0.08, ("email", "phone", "chat"))


def catalogue(block: Block) -> None:
    block.emit("products", "erp", PRODUCTS.frame("RUB"))
    emit_campaigns(block, "email", CAMPAIGNS, "RUB")
    emit_spend(block, "email", CAMPAIGNS, "RUB")
    emit_by_hand(block, "erp", orders_by_hand("РН-", "RUB", "2990.00", "оплачен", "сто двадцать"))


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
    clock_ahead=3 * 3600,
    activity=activity,
    catalogue=catalogue,
    junk_emails=("net@net.ru", "noreply@domuyut.ru", "123@mail.ru"),
)
