"""Hides personal values, but leaves their shape: one still sees where two of them agree."""

from __future__ import annotations

import unicodedata
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
        if is_inside and _belongs_to_letter(sign):
            continue
        shown.append(_HIDDEN if is_inside and sign.isalnum() else sign)
        is_inside = sign.isalnum()
    return "".join(shown)


def _belongs_to_letter(sign: str) -> bool:
    """Accents and vowel signs that are written apart, and joiners that nobody sees."""
    return unicodedata.category(sign) in ("Mn", "Mc", "Me", "Cf")
