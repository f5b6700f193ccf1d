"""What the landing tests share beside fixtures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from customer360.landing.raw_schema import all_raw_tables, raw_table
from customer360.landing.report import LandingReport
from customer360.warehouse import Warehouse
from customer360.warehouse.base import quoted

LOADED_AT = datetime(2026, 3, 1, 12)

Write = Callable[[str, str | bytes], Path]
Land = Callable[..., LandingReport]


def raw_contents(warehouse: Warehouse, but: tuple[str, ...] = ()) -> dict[str, list[tuple]]:
    """All rows of all raw tables, sorted; ``but`` leaves columns out."""
    return {
        name: sorted(
            warehouse.fetch(
                f"select {', '.join(quoted(column) for column in columns if column not in but)} "
                f"from {raw_table(name)}"
            ),
            key=repr,
        )
        for name, columns in all_raw_tables().items()
    }
