"""Saigon Table: restaurants in Vietnam and Singapore with tills, loyalty cards and SMS."""

from __future__ import annotations

from datetime import date

from customer360.generator.activity.loyalty import LoyaltyHabits, emit_loyalty
from customer360.generator.activity.messages import emit_messages
from customer360.generator.activity.orders import OrderHabits, draw_orders, emit_orders
from customer360.generator.activity.refunds import draw_refunds
from customer360.generator.activity.sends import MessageHabits
from customer360.generator.activity.service import emit_cases
from customer360.generator.activity.store_visits import emit_coupons, emit_store_visits
from customer360.generator.block import Block
from customer360.generator.calendar import OPENING_HOURS
from customer360.generator.catalogue.by_hand import emit_by_hand, orders_by_hand
from customer360.generator.catalogue.campaigns import Campaign, emit_campaigns, emit_spend
from customer360.generator.catalogue.products import read_products
from customer360.generator.catalogue.rules import emit_exchange_rates
from customer360.generator.people.names import EN, VI, ZH
from customer360.generator.people.places import SG, VN
from customer360.generator.profile import Company, System

POS = System(
    "pos",
    "P",
    coverage=0.66,
    duplicates=0.12,
    filled={
        "phone": 0.93,
        "full_name": 0.95,
        "loyalty_id": 0.22,
        "birth_date": 0.12,
        "city": 0.3,
        "language": 0.5,
    },
    scripts={VI: (0.5, 0.5, 0), ZH: (0.35, 0.3, 0.35)},
    phone_styles=(1, 6, 3, 2, 1, 1, 1),
    utc=False,
    noise=1.5,
    test_accounts=0.003,
)
LOYALTY = System(
    "loyalty",
    "L",
    issues_cards=True,
    coverage=0.64,
    duplicates=0.09,
    filled={
        "email": 0.72,
        "phone": 0.95,
        "first_name": 0.98,
        "last_name": 0.97,
        "middle_name": 0.4,
        "birth_date": 0.85,
        "gender": 0.7,
        "street": 0.55,
        "city": 0.8,
        "region": 0.5,
        "postal_code": 0.45,
        "country": 0.9,
        "language": 0.8,
        "loyalty_id": 1.0,
        "opt_in": 0.8,
        "is_deleted": 1.0,
    },
    scripts={VI: (0.75, 0.25, 0), ZH: (0.25, 0.4, 0.35)},
    phone_styles=(5, 4, 1, 1, 1, 1, 0.5),
)
SMS = System(
    "sms",
    "S",
    coverage=0.56,
    filled={"phone": 1.0, "full_name": 0.85, "language": 0.3, "country": 0.5, "opt_in": 1.0},
    scripts={VI: (0.2, 0.8, 0), ZH: (0.1, 0.5, 0.4)},
    phone_styles=(3, 1, 0, 0, 5, 0, 0),
    opt_in_channel="sms",
)

PRODUCTS = read_products("saigon_table", "MON")
STORES = {
    VN: ("Q1-01", "Q1-02", "Q3-01", "Q7-01", "BT-01", "HN-01", "HN-02", "DN-01"),
    SG: ("SG-ORCHARD", "SG-TAMPINES"),
}
TILL = OrderHabits(
    "pos",
    "SG-",
    "pos",
    "VND",
    utc=False,
    hours=OPENING_HOURS,
    known_by=(0.38, 0.27, 0.2, 0, 0.15),
    stores=STORES,
    coupons=("TET", "TRUA20", "SINHNHAT"),
    tax_percent=8,
    status_weights=(95, 2, 0, 3),
    foreign={SG: ("SGD", 18_500)},
)
CARDS = LoyaltyHabits(
    "loyalty",
    utc=True,
    per_point=1_000_000,
    reward_points=60,
    reward_cost=4_500_000,
    tiers=(("Silver", 0), ("Gold", 100), ("Diamond", 300)),
)
CAMPAIGNS = (
    Campaign("KM-2401", "Tết Giáp Thìn", "sms", "promotion", date(2024, 2, 1), 14, holdout=0.1),
    Campaign("KM-2404", "Chào hè", "sms", "promotion", date(2024, 4, 25), 30),
    Campaign("KM-2409", "Trung thu đoàn viên", "sms", "promotion", date(2024, 9, 5), 14),
    Campaign("KM-2412", "Giáng sinh", "sms", "loyalty", date(2024, 12, 12), 14, holdout=0.1),
    Campaign("KM-2501", "Tết Ất Tỵ", "sms", "promotion", date(2025, 1, 16), 14, offer="TET"),
    Campaign("KM-2505", "Cơm trưa văn phòng", "sms", "cross_sell", date(2025, 5, 6), 60,
             offer="TRUA20"),
    Campaign("KM-2508", "Nhớ bạn", "sms", "reactivation", date(2025, 8, 7), 30, holdout=0.2),
    Campaign("KM-2511", "Sinh nhật Saigon Table", "sms", "loyalty", date(2025, 11, 6), 21),
    Campaign("FB-HCM", "Facebook HCMC", "paid_social", "brand", date(2025, 3, 1), 120, "facebook",
             "paid_social", 900_000, 250_000),
)  # fmt: skip
SHORT_MESSAGES = MessageHabits(
    "sms",
    "sms",
    audience=0.6,
    opens=0.0,
    machine_opens=0.0,
    clicks=0.0,
    unsubscribes=0.006,
    hard_bounces=0.004,
    links=("https://saigontable.example/menu",),
)


def activity(block: Block) -> None:
    orders = draw_orders(block, TILL, PRODUCTS, nobody_share=0.12)
    emit_orders(block, orders)
    draw_refunds(block, orders, 0.015, ("wrong_dish", "long_wait", "charged_twice"))
    emit_loyalty(block, CARDS, [orders])
    emit_store_visits(block, "loyalty", 0.4, STORES[VN])
    emit_coupons(block, orders, CAMPAIGNS)
    emit_messages(block, SHORT_MESSAGES, tuple(one for one in CAMPAIGNS if one.channel == "sms"))
    emit_cases(block, "loyalty", 0.05, ("phone", "zalo", "store"))


def catalogue(block: Block) -> None:
    block.emit("products", "pos", PRODUCTS.frame("VND"))
    emit_campaigns(block, "sms", CAMPAIGNS, "VND")
    emit_spend(block, "sms", CAMPAIGNS, "VND")
    emit_exchange_rates(block, "VND", {"SGD": 18_500.0, "USD": 24_900.0})
    emit_by_hand(block, "pos", orders_by_hand("SG-", "VND", "158000", "đã thanh toán", "120 nghìn"))
    wrong = {"loyalty_event_id": "LEH0001", "loyalty_id": "ST00000000", "points": "50"}
    wrong |= {"event_type": "points_given", "occurred_at": "2025-06-14T09:00:00Z"}
    emit_by_hand(block, "loyalty", {"loyalty_events": [wrong]})


COMPANY = Company(
    company_id="saigon_table",
    code="st",
    share=35,
    mix=((VI, VN, 0.63), (ZH, SG, 0.15), (ZH, VN, 0.06), (EN, SG, 0.07), (EN, VN, 0.03),
         (VI, SG, 0.06)),
    systems=(POS, LOYALTY, SMS),
    settings=(
        ("company_name", "Saigon Table"),
        ("time_zone", "Asia/Ho_Chi_Minh"),
        ("currency", "VND"),
        ("country", "VN"),
        ("tiers", "Silver,Gold,Diamond"),
        ("abandon_method", "individual_gap"),
        ("advocate_orders", "8"),
    ),
    clock_ahead=7 * 3600,
    activity=activity,
    catalogue=catalogue,
    junk_emails=("khongco@gmail.com", "khong@khong.com", "no-reply@saigontable.vn"),
)  # fmt: skip
