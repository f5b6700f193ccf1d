"""HTML text from values that may hold anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape

from customer360.explain.model import Identifier, Link
from customer360.explain.waterfall import exact
from customer360.explain.wording import bits, day, percent, reason_text, rule_text, title
from customer360.visible import visible

#: Letters from which a word may be broken anywhere rather than widen its column.
_LONG_WORD = 28


def safe(text: object) -> str:
    """Text as HTML text or attribute value."""
    return escape(visible(text), quote=True)


def value(text: object) -> str:
    """A value of the data: isolated, so that its writing direction stays its own."""
    if not text:
        return ""
    # A long address is broken behind its @ rather than somewhere.
    shown = safe(text).replace("@", "@<wbr>")
    is_long = max(map(len, str(text).split()), default=0) > _LONG_WORD
    return f"<bdi{' class=long' if is_long else ''}>{shown}</bdi>"


def _one(cell: str) -> str:
    """A cell's content as one element, so that a narrow window moves it as a whole."""
    return f"<span>{cell}</span>" if cell else ""


def date(moment: datetime | None) -> str:
    return f"<time>{day(moment)}</time>" if moment else ""


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = ()) -> str:
    """A table of cells that are HTML already; in a narrow window each row becomes a block.

    ``numbers``: places of the columns that are aligned to the right.
    """
    align = [' class="number"' if place in numbers else "" for place in range(len(heads))]
    head = "".join(f"<th{kind}>{safe(h)}</th>" for h, kind in zip(heads, align, strict=True))
    body = "".join(
        "<tr>"
        + "".join(
            f'<td data-head="{safe(name)}"{kind}>{_one(cell)}</td>'
            for name, kind, cell in zip(heads, align, row, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return f'<table class="list"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def links_table(links: Iterable[Link], names: dict[str, str] | None = None) -> str:
    """``names``: HTML by which a record is called, where its key is not enough."""
    named = names or {}
    return table(
        ("record", "record", "rule", "decision", "bits", "probability"),
        (
            (
                named.get(link.key_a) or value(link.key_a),
                named.get(link.key_b) or value(link.key_b),
                safe(rule_text(link.rule)),
                safe(link.decision),
                bits(exact(link.weight)),
                percent(link.probability),
            )
            for link in links
        ),
        numbers=(4, 5),
    )


def identifiers_table(identifiers: Iterable[Identifier]) -> str:
    return table(
        ("identifier", "value", "leads to", "records", "customers"),
        (
            (
                safe(title(one.id_type)),
                value(one.id_value),
                f'<span class="blocked">nobody</span>: {safe(reason_text(one.blocked_reason))}'
                if one.blocked_reason
                else "one customer",
                str(one.record_count),
                str(one.customer_count),
            )
            for one in identifiers
        ),
        numbers=(3, 4),
    )


def section(heading: str, *parts: str) -> str:
    return f"<section><h2>{safe(heading)}</h2>{''.join(parts)}</section>"
