"""From the prior over each comparison to the match weight, so that every step adds up exactly."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from customer360.explain.model import Link

#: The mart's weights have four digits behind the point.
_DIGIT = Decimal("0.0001")
#: Levels that say nothing: there was nothing to compare.
SILENT_LEVELS = ("missing", "none", "")


@dataclass(frozen=True)
class Step:
    #: Name of the comparison; prior for the first step, rest for what no comparison explains.
    name: str
    level: str
    weight: Decimal
    #: Sum of the weights up to and with this step.
    total: Decimal


def waterfall(link: Link, always: Collection[str] = ()) -> list[Step]:
    """Prior first, then each comparison that says something or is in ``always``, in mart order.

    The weights sum to the link's match weight, as exact decimals. Where the mart's own columns
    do not, the difference stands there as a last step called rest, for all to see.
    """
    parts = [
        ("prior", "", exact(link.prior)),
        *((part.name, part.level, exact(part.weight)) for part in link.comparisons),
    ]
    rest = exact(link.weight) - sum(weight for _, _, weight in parts)
    parts.append(("rest", "", rest))
    steps, total = [], Decimal(0)
    for name, level, weight in parts:
        total += weight
        if name == "prior" or weight or name in always or level not in SILENT_LEVELS:
            steps.append(Step(name, level, weight, total))
    return steps


def exact(weight: float) -> Decimal:
    """A weight of the mart as the decimal number that it stands for."""
    # Adding nought takes the sign off a negative one.
    return Decimal(repr(weight)).quantize(_DIGIT) + 0
