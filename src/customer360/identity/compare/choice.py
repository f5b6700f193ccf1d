"""Names of levels to their codes."""

from __future__ import annotations

import numpy as np

from customer360.identity.levels import BY_NAME


def code(comparison: str, level: str) -> int:
    return BY_NAME[comparison].level(level)


def choose(comparison: str, conditions: dict[str, np.ndarray]) -> np.ndarray:
    """The first level of which the condition holds, else "different"."""
    chosen = np.select(
        list(conditions.values()),
        [code(comparison, level) for level in conditions],
        default=code(comparison, "different"),
    )
    return chosen.astype(np.int8)
