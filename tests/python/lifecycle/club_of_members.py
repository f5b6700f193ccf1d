"""A company large enough for models to decide: members who buy every month until they leave.

Its abandon rule is P(alive) at first and left to the models from the middle of 2025 on.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import numpy as np

COMPANY_ID = "club"

SETTINGS = """setting,value,valid_from
abandon_method,p_alive,
abandon_method,auto,2025-07-01
as_of,2025-12-31,
"""

_FIRST_DAY = date(2024, 10, 1)
_DAYS = 456
_MEMBERS = 300


def write_company(root: Path) -> None:
    """The landing folder of the company."""
    folder = root / COMPANY_ID
    folder.mkdir(parents=True)
    (folder / "company.csv").write_text(SETTINGS, encoding="utf-8")
    random = np.random.default_rng(11)
    members, orders = [], []
    for number in range(_MEMBERS):
        who = {"email": f"member{number}@home{number}.example"}
        day = float(random.integers(0, 120))
        joined = _FIRST_DAY + timedelta(days=int(day))
        members.append({"source_record_id": f"m{number}", **who, "created_at": joined})
        while day < _DAYS:
            ordered = _FIRST_DAY + timedelta(days=int(day))
            order = {"order_id": f"o{len(orders)}", "ordered_at": ordered, "status": "paid"}
            orders.append({**order, **who, "order_value": 20})
            if random.random() < 0.12:
                break
            day += random.normal(30, 4)
    for table, rows in {"customers": members, "orders": orders}.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
