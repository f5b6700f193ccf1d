"""Companies that send every table of the contract, and hardly a row that fits another one.

Orders of carts that never were, rewards that only expire, refunds of nothing, names of nobody: all
of it is input that landing accepts, so no model may fall over it and no invariant may break. A rate
of exchange comes halfway, and somebody decided that records are not themselves. One company has
usual settings, the other states every setting, at an end of what it may be where it has one.
"""

from __future__ import annotations

import csv
import random
from datetime import datetime, timedelta
from pathlib import Path

from customer360.landing.contract import RULE_TABLES, TABLES
from customer360.landing.contract.table import Column, Kind, Table

USUAL, EXTREME = ODD_COMPANIES = ("dogwood", "elder")

#: Setting, value and first day, as company.csv has them.
SETTINGS_OF = {
    USUAL: (
        ("currency", "USD", ""),
        ("currency", "EUR", "2024-08-01"),
        ("country", "FR", ""),
        ("time_zone", "Europe/Paris", ""),
        ("abandon_method", "auto", ""),
    ),
    EXTREME: (
        ("company_name", "100% O'Elder \\", ""),
        ("currency", "JPY", ""),
        ("country", "NP", ""),
        ("time_zone", "Asia/Kathmandu", ""),
        ("as_of", "2025-06-30T23:59:59+14:00", ""),
        ("lookback_days", "0", ""),
        ("lookback_days", "1000000", "2024-07-01"),
        ("lookback_days.lead.email", "3", ""),
        ("half_life_days", "0.001", ""),
        ("position_weights", "0,1,0", ""),
        ("tiers", "tier_1", ""),
        ("abandon_method", "p_alive", ""),
        ("abandon_days", "1", ""),
        ("abandon_days", "1000000", "2025-01-01"),
        ("abandon_p_alive", "0.99", ""),
        ("attempt_expiry_days", "1", ""),
        ("advocate_orders", "1", "1970-01-01"),
        ("cart_abandon_minutes", "1000000", ""),
        ("cart_contact_delay_hours", "0", ""),
        ("match_threshold", "0.999", ""),
        ("review_threshold", "0.0001", ""),
        ("max_records_per_identifier", "2", ""),
        ("max_records_per_customer", "2", ""),
        ("ignored_comparisons", "birth_date,phone,locality", ""),
        ("enrichment_max_age_days", "1", ""),
        ("session_gap_minutes", "1", ""),
        ("conversion_types", "lead,opportunity_won", ""),
        ("message_touches", "replied", ""),
    ),
}

_FIRST_DAY = datetime(2024, 1, 1)
_DAYS = 600
_HALFWAY = _FIRST_DAY + timedelta(days=_DAYS // 2)
#: Ids come from so few that many rows meet, and from enough that many do not.
_IDS = 60
_SHARE_EMPTY = 0.45
_SHARE_ODD = 0.3

_CELLS: dict[Kind, tuple[str, ...]] = {
    Kind.BIRTH_DATE: ("1980-02-03", "1999-12-31", "3/4/1970", "soon", "2030-01-01"),
    Kind.INTEGER: ("0", "1", "2", "3", "-1", "1000000"),
    Kind.NUMBER: ("0", "1", "2.5", "-3", "1000000000"),
    # Both warehouses must know the cents of the largest, and products of it are beyond any amount.
    Kind.MONEY: ("0", "9.99", "-5", "120", "99999999999999", "0.001"),
    Kind.BOOLEAN: ("true", "false"),
    Kind.CURRENCY: ("EUR", "USD", "eur"),
    Kind.COUNTRY: ("FR", "gb", "Narnia"),
    Kind.TIME_ZONE: ("Europe/Paris",),
}
_TEXTS = {
    "email": (*(f"p{number}@example.com" for number in range(12)), "info@example.com", "bad"),
    "phone": ("+33612345678", "0612345679", "123", "+447700900001"),
    "first_name": ("Ann", "Bo", "王", "O'Hara"),
    "last_name": ("Lee", "Nguyễn", "Hà", "Ba"),
    "url": ("/cart", "https://shop.example/cart?from=//mail", "shop.example", "cart"),
    "referrer": ("www.google.com/search", "https://Shop.example/", "//mail.example", "search"),
}
#: What may stand in any text that is no id: quotes, patterns, letters whose case is disputed.
_ODD_TEXTS = ("O'Neil", '"q"', "100% off_now", "back\\slash", "İstanbul", "straße", "😀", "null")

#: Of a person of whom nothing else is known, and dated after everything that has happened.
_ORDER_TO_COME = {
    "source_system": "shop",
    "order_id": "to_come",
    "ordered_at": "2026-06-01",
    "status": "paid",
    "order_value": "10",
    "email": "nobody.yet@example.com",
}


def write_odd_companies(root: Path, seed: int, rows: int = 60) -> None:
    """Write the companies' folders: ``rows`` random rows of each table, the same for one seed."""
    draw = random.Random(seed)
    for company in ODD_COMPANIES:
        _write_company(root / company, draw, rows)


def _write_company(folder: Path, draw: random.Random, rows: int) -> None:
    folder.mkdir(parents=True)
    with (folder / "company.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("setting", "value", "valid_from"), *SETTINGS_OF[folder.name]])
    (folder / "exchange_rates.csv").write_text(
        f"rate_date,from_currency,to_currency,rate\n{_HALFWAY:%Y-%m-%d},USD,EUR,0.9\n"
        f"{_HALFWAY:%Y-%m-%d},USD,JPY,150\n",
        encoding="utf-8",
    )
    (folder / "channel_rules.csv").write_text(
        "priority,field,pattern,channel\n1,referrer,google,from_google\n", encoding="utf-8"
    )
    (folder / "identity_overrides.csv").write_text(
        "source_system_a,source_record_id_a,source_system_b,source_record_id_b,link\n"
        + "".join(f"shop,record_id_{n},shop,record_id_{n},cannot_link\n" for n in range(9)),
        encoding="utf-8",
    )
    for table in TABLES.values():
        if table not in RULE_TABLES:
            with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(_rows(table, rows, draw))
    with (folder / "orders.csv").open("a", encoding="utf-8", newline="") as file:
        columns = ["source_system", *TABLES["orders"].column_names]
        csv.DictWriter(file, columns).writerow(_ORDER_TO_COME)


def _rows(table: Table, count: int, draw: random.Random) -> list[list[str]]:
    systems = ["source_system"] if table.has_source_system else []
    rows = [[*systems, *table.column_names]]
    for _ in range(count):
        system = [draw.choice(("shop", "till"))] if systems else []
        rows.append([*system, *(_cell(column, table, draw) for column in table.columns)])
    return rows


def _cell(column: Column, table: Table, draw: random.Random) -> str:
    is_needed = column.required or column.name in table.key
    if not is_needed and draw.random() < _SHARE_EMPTY:
        return ""
    choices = column.values or _CELLS.get(column.kind) or _TEXTS.get(column.name)
    if choices:
        return draw.choice(choices)
    if column.kind in (Kind.TIMESTAMP, Kind.DATE):
        time = _FIRST_DAY + timedelta(seconds=draw.randrange(_DAYS * 86_400))
        return (time if column.kind == Kind.TIMESTAMP else time.date()).isoformat()
    if not is_needed and not column.name.endswith("_id") and draw.random() < _SHARE_ODD:
        return draw.choice(_ODD_TEXTS)
    return f"{column.name.removeprefix('source_')}_{draw.randrange(_IDS)}"
