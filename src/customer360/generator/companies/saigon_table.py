"""Saigon Table: restaurants in Vietnam and Singapore with tills, loyalty cards and SMS."""

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
from customer360.generator.names import EN, VI, ZH
from customer360.generator.places import SG, VN
from customer360.generator.profile import Company, System

POS = System(
    "pos",
    "P",
    coverage=0.62,
    duplicates=0.12,
    filled={
        "phone": 0.86,
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
    coverage=0.6,
    duplicates=0.09,
    filled={
        "email": 0.72,
        "phone": 0.9,
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
    },
    scripts={VI: (0.75, 0.25, 0), ZH: (0.25, 0.4, 0.35)},
    phone_styles=(5, 4, 1, 1, 1, 1, 0.5),
)
SMS = System(
    "sms",
    "S",
    coverage=0.5,
    filled={"phone": 1.0, "full_name": 0.75, "language": 0.3, "country": 0.5, "opt_in": 1.0},
    scripts={VI: (0.2, 0.8, 0), ZH: (0.1, 0.5, 0.4)},
    phone_styles=(3, 1, 0, 0, 5, 0, 0),
    opt_in_channel="sms",
)

PRODUCTS = read_products("saigon_table", "MON")
TILL = OrderHabits(
    "pos",
    "SG-",
    "pos",
    "VND",
    utc=False,
    hours=OPENING_HOURS,
    known_by=(0.38, 0.27, 0.2, 0, 0.15),
    stores=("Q1-01", "Q1-02", "Q3-01", "Q7-01", "BT-01", "HN-01", "HN-02", "DN-01"),
    coupons=("TET2025", "TRUA20", "SINHNHAT"),
    tax_percent=8,
    status_weights=(95, 2, 0, 3),
    refund_share=0.015,
    foreign={SG: ("SGD", 18_500)},
)


def activity(block: Block) -> None:
    orders = draw_orders(block, TILL, PRODUCTS, nobody_share=0.12)
    emit_orders(block, orders)
    draw_refunds(block, orders)


def catalogue(block: Block) -> None:
    block.emit("products", "pos", PRODUCTS.frame("VND"))


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
    activity=activity,
    catalogue=catalogue,
    junk_emails=("khongco@gmail.com", "khong@khong.com", "no-reply@saigontable.vn"),
)  # fmt: skip
