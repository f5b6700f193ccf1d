"""CUSTOMER360_DEMO: whether an empty warehouse is filled with the demo companies."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from customer360.warehouse import Warehouse

VARIABLE = "CUSTOMER360_DEMO"

_VALUES = {"true": True, "1": True, "": True, "false": False, "0": False}


def is_demo_enabled(environment: Mapping[str, str]) -> bool:
    """Read CUSTOMER360_DEMO; unset and empty mean true.

    Raises:
        ValueError: for anything but true, false, 1 and 0 in any case.
    """
    value = environment.get(VARIABLE, "true").strip()
    try:
        return _VALUES[value.lower()]
    except KeyError:
        raise ValueError(f"{VARIABLE} is {value!r}; allowed are true and false") from None


def settle_demo(warehouse: Warehouse) -> None:
    """Fill an empty warehouse with the demo companies, or take them out, as the variable says."""
    enabled = is_demo_enabled(os.environ)
    from customer360.demo import ensure_demo

    ensure_demo(warehouse, enabled=enabled)
