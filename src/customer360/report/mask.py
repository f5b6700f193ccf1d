"""Hides personal values, but leaves their shape: one still sees where two of them agree."""

from __future__ import annotations

from dataclasses import replace

from customer360.explain import Record

#: Values that say nothing about who somebody is.
_OPEN = frozenset({"gender", "country"})
_HIDDEN = "\N{BULLET}"


def masked_record(record: Record, number: int) -> Record:
    """A record under a number instead of its key, its personal values masked."""
    values = {name: text if name in _OPEN else masked(text) for name, text in record.values.items()}
    return replace(record, key=masked_key(record, number), values=values)


def masked_key(record: Record, number: int) -> str:
    return f"{record.source_system} {number}"


def masked(text: str) -> str:
    """Each word's first letter or digit, the rest as bullets; signs and spaces stay."""
    shown = []
    is_inside = False
    for sign in text:
        shown.append(_HIDDEN if is_inside and sign.isalnum() else sign)
        # Combining marks belong to the letter before them.
        is_inside = sign.isalnum() or (is_inside and not sign.isspace() and not sign.isprintable())
    return "".join(shown)
