"""The small files by which a company states its own rules, rates and decisions about identity."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from customer360.generator.block import Block
from customer360.generator.calendar import DAY, WINDOW_END, WINDOW_START
from customer360.generator.columns import Frame, constant, dates, text


def emit_rows(block: Block, table: str, columns: str, rows: list[tuple[str | None, ...]]) -> None:
    """A rule table as it stands, `columns` separated by blanks."""
    values = zip(*rows, strict=True)
    block.emit(
        table,
        None,
        {name: text(column) for name, column in zip(columns.split(), values, strict=True)},
    )


def emit_exchange_rates(block: Block, to_currency: str, rates: dict[str, float]) -> None:
    """Weekly rates that wander by up to half a percent around the given one."""
    days = np.arange(WINDOW_START // DAY, WINDOW_END // DAY, 7)
    for currency, rate in rates.items():
        steps = block.sampler("rates", currency).between(len(days), -50, 50)
        drift = 10_000 + np.cumsum(steps) // 3
        frame: Frame = {
            "rate_date": dates(days),
            "from_currency": constant(currency, len(days)),
            "to_currency": constant(to_currency, len(days)),
            "rate": pa.array((rate * drift / 10_000).round(4)),
        }
        block.emit("exchange_rates", None, frame)


def emit_overrides(block: Block, system_a: str, system_b: str, count: int = 2) -> None:
    """What people decided about pairs: `count` that are one person, `count` that are two.

    Both are true. The two live in one household, the one is known to two systems.
    """
    people = block.people
    first, second = block.records[system_a], block.records[system_b]
    rows: list[tuple[str, ...]] = []
    row_of = {int(person): row for row, person in enumerate(first.person)}
    same = [(row_of[int(p)], row) for row, p in enumerate(second.person) if int(p) in row_of]
    for row_a, row_b in same[:count]:
        rows.append(
            (system_a, first.key[row_a].as_py(), system_b, second.key[row_b].as_py(),
             "must_link", "confirmed by phone")
        )  # fmt: skip
    by_home: dict[int, int] = {}
    apart = []
    for person, row in row_of.items():
        other = by_home.setdefault(int(people.household[person]), row)
        if other != row:
            apart.append((other, row))
    for row_a, row_b in apart[:count]:
        rows.append(
            (system_a, first.key[row_a].as_py(), system_a, first.key[row_b].as_py(),
             "cannot_link", "two of one family")
        )  # fmt: skip
    if rows:
        columns = (
            "source_system_a source_record_id_a source_system_b source_record_id_b link reason"
        )
        emit_rows(block, "identity_overrides", columns, rows)
