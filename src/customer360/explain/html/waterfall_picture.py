"""The waterfall: per comparison a row with what both say, and its bar in a drawing beside it."""

from __future__ import annotations

from decimal import Decimal
from math import isfinite

from customer360.explain.evidence import Row, evidence
from customer360.explain.html.markup import safe, value
from customer360.explain.pair import PairExplanation
from customer360.explain.waterfall import exact
from customer360.explain.wording import bits, percent

#: Share of the drawing that stays free at each side.
_MARGIN = 0.03
#: Percent of the width below which a bar would be a speck, and is left out.
_THINNEST = 0.3
#: (class of the column, its head)
_COLUMNS = (
    ("name", ""),
    ("says", "record A"),
    ("says", "record B"),
    ("level", "level"),
    ("bar", ""),
    ("weight number", "bits"),
    ("running number", "running sum"),
)


class Scale:
    """Bits to a place from left to right, in percent of the drawing's width."""

    def __init__(self, weights: list[float]) -> None:
        known = [weight for weight in weights if isfinite(weight)]
        self._low, high = min(known), max(known)
        self._span = (high - self._low) or 1.0

    def __call__(self, weight: Decimal | float) -> float:
        share = (float(weight) - self._low) / self._span
        return round(100 * (_MARGIN + (1 - 2 * _MARGIN) * share), 3)


def waterfall_picture(pair: PairExplanation) -> str:
    """From the prior over every comparison to the match weight, with the thresholds."""
    rows = evidence(pair)
    needed, review = pair.company.match_bits, pair.company.review_bits
    scale = Scale([0.0, needed, review, *(float(row.total) for row in rows)])
    back = _line("zero", scale(0)) + _line("review", scale(review)) + _line("needed", scale(needed))
    total = exact(pair.link.weight)
    body = []
    for place, row in enumerate(rows):
        kind = "start" if place == 0 else row.direction
        begin = Decimal(0) if place == 0 else row.before
        label = f"{row.title}: {bits(row.weight)} bits, running sum {bits(row.total)}"
        bar = _bar(scale, kind, begin, row.total, label)
        above = "" if place == 0 else _line("run", scale(row.before), end=28)
        below = _line("run", scale(row.total), start=72 if bar else 28)
        drawing = _drawing(back + above + bar + below)
        body.append(_row(row, kind, drawing))
    label = f"Match weight: {bits(total)} bits"
    drawing = _drawing(
        back + _line("run", scale(total), end=28) + _bar(scale, "end", Decimal(0), total, label)
    )
    body.append(
        '<tr class="sum"><td class="name">Match weight</td><td class="says"></td>'
        f'<td class="says"></td><td class="level">probability {percent(pair.link.probability)}</td>'
        f'<td class="bar">{drawing}</td><td class="weight number">{bits(total)}</td>'
        f'<td class="running number">{bits(total)}</td></tr>'
    )
    head = "".join(f'<th class="{kind}">{name}</th>' for kind, name in _COLUMNS)
    return (
        f'<table class="waterfall"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table>{_key(needed, review)}"
    )


def _row(row: Row, kind: str, drawing: str) -> str:
    return (
        f'<tr><td class="name">{safe(row.title)}</td>'
        f'<td class="says" data-head="A">{value(row.value_a)}</td>'
        f'<td class="says" data-head="B">{value(row.value_b)}</td>'
        f'<td class="level">{safe(row.level)}</td><td class="bar">{drawing}</td>'
        f'<td class="weight number {kind}">{bits(row.weight)}</td>'
        f'<td class="running number">{bits(row.total)}</td></tr>'
    )


def _drawing(content: str) -> str:
    # Places are percentages: the drawing follows the width of its cell without being stretched.
    return f'<svg role="img">{content}</svg>'


def _bar(scale: Scale, kind: str, begin: Decimal, end: Decimal, label: str) -> str:
    left, right = sorted((scale(begin), scale(end)))
    if right - left < _THINNEST:
        return ""
    return (
        f'<rect class="{kind}" x="{left}%" width="{round(right - left, 3)}%" y="28%" height="44%"'
        f' rx="2"><title>{safe(label)}</title></rect>'
    )


def _line(kind: str, place: float, start: int = 0, end: int = 100) -> str:
    return f'<line class="{kind}" x1="{place}%" x2="{place}%" y1="{start}%" y2="{end}%"/>'


def _key(needed: float, review: float) -> str:
    entries = (
        ('<rect class="for" width="14" height="10" y="3"/>', "speaks for one person"),
        ('<rect class="against" width="14" height="10" y="3"/>', "speaks against"),
        (
            '<line class="needed" x1="7" x2="7" y1="0" y2="16"/>',
            f"linked from {bits(exact(needed))} bits",
        ),
        (
            '<line class="review" x1="7" x2="7" y1="0" y2="16"/>',
            f"reviewed from {bits(exact(review))} bits",
        ),
    )
    items = "".join(
        f'<li><svg width="14" height="16">{shape}</svg>{safe(text)}</li>' for shape, text in entries
    )
    return f'<ul class="key waterfall">{items}</ul>'
