"""The evidence of a pair as rows: what both records say, how well it agrees, what it weighs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from customer360.explain.model import Record
from customer360.explain.pair import PairExplanation
from customer360.explain.waterfall import SILENT_LEVELS, waterfall
from customer360.explain.wording import level_text, reason_text, title, value_of

#: What is put side by side where no pair was kept, and so nothing was compared.
_SIDE_BY_SIDE = (
    *("name", "birth_date", "gender", "email", "phone", "street", "locality", "national_id"),
    *("loyalty_id", "external_customer_id", "company_name", "occupation"),
)
#: Reasons for which a value was never compared; the others are found after comparing.
_FOUND_AFTERWARDS = ("shared_by_customers",)


@dataclass(frozen=True)
class Row:
    title: str
    value_a: str
    value_b: str
    level: str
    weight: Decimal
    total: Decimal

    @property
    def before(self) -> Decimal:
        return self.total - self.weight

    @property
    def direction(self) -> str:
        """for, against or silent."""
        return "for" if self.weight > 0 else "against" if self.weight < 0 else "silent"


def evidence(pair: PairExplanation) -> list[Row]:
    """From the prior to the match weight; what one of them says and could not be compared weighs 0.

    Empty where no pair was kept.
    """
    if pair.link is None:
        return []
    known = {
        part.name
        for part in pair.link.comparisons
        if part.name != "middle_name" and any(_values(pair, part.name))
    }
    rows = []
    for step in waterfall(pair.link, known):
        a, b = _values(pair, step.name)
        is_silent = step.level in SILENT_LEVELS and not step.weight
        level = _silence(pair, step.name) if is_silent else level_text(step.name, step.level)
        rows.append(Row(title(step.name), a, b, level, step.weight, step.total))
    return rows


def side_by_side(pair: PairExplanation) -> list[tuple[str, str, str]]:
    """(title, value of a, value of b) of all that one of the two records says."""
    rows = [(title(name), *_values(pair, name)) for name in _SIDE_BY_SIDE]
    return [row for row in rows if any(row[1:])]


def _values(pair: PairExplanation, name: str) -> tuple[str, str]:
    return value_of(pair.a, name), value_of(pair.b, name)


def _silence(pair: PairExplanation, name: str) -> str:
    """Why a comparison says nothing."""
    reasons = {
        one.blocked_reason
        for one in pair.blocked
        if one.id_type == name
        and one.blocked_reason not in _FOUND_AFTERWARDS
        and any((name, one.id_value) in record.identifiers for record in _records(pair))
    }
    if reasons:
        return f"not compared: {', '.join(map(reason_text, sorted(reasons)))}"
    if all(_values(pair, name)):
        return "could not be compared"
    return "known to one only"


def _records(pair: PairExplanation) -> tuple[Record, Record]:
    return pair.a, pair.b
