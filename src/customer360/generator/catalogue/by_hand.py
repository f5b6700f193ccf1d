"""Rows as people key them in by hand: each company (but the newsletter) sends a few.

They are few on purpose, so that a load of the demo shows what becomes of them. Per company, in the
first block only: six orders that cannot be used (a day that does not exist, a status outside the
list, an amount in words, a currency that is none, a year far ahead, no key); two orders and a
refund that are odd but kept (a currency in lower case, a negative amount, an unknown order). Saigon
Table sends an unknown loyalty event as well. Besides these, about one record in a hundred names its
country in words, in all blocks.
"""

from __future__ import annotations

from customer360.generator.block import Block
from customer360.generator.columns import text

Row = dict[str, str]


def emit_by_hand(block: Block, system: str, rows: dict[str, list[Row]]) -> None:
    """`rows` by table, as text; a column that a row does not name is empty."""
    for table, entries in rows.items():
        names = dict.fromkeys(name for row in entries for name in row)
        frame = {name: text([row.get(name) for row in entries]) for name in names}
        block.emit(table, system, frame, export=f"{system}_by_hand")


def orders_by_hand(
    prefix: str, currency: str, value: str, paid: str, amount: str
) -> dict[str, list[Row]]:
    """Orders and refunds; `paid` and `amount` are the words of the country's clerks."""

    def order(number: int, **wrong: str) -> Row:
        right = {
            "order_id": f"{prefix}H{number:04d}",
            "ordered_at": "2025-06-14 12:30:00",
            "status": "fulfilled",
            "order_value": value,
            "currency": currency,
            "order_channel": "pos",
        }
        return {name: value for name, value in (right | wrong).items() if value}

    return {
        "orders": [
            order(1, currency=currency.lower()),
            order(2, ordered_at="31/02/2025 12:00"),
            order(3, status=paid),
            order(4, order_value=amount),
            order(5, currency="???"),
            order(6, order_value=f"-{value}"),
            order(7, ordered_at="2205-03-01 18:20:00"),
            order(8, order_id=""),
        ],
        "refunds": [
            {
                "refund_id": f"{prefix}RH0001",
                "order_id": f"{prefix}H9999",
                "refunded_at": "2025-06-20 16:00:00",
                "refund_value": value,
                "currency": currency,
            }
        ],
    }
