"""What folding takes from names: their accents, and which Chinese characters they were."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from customer360.standardise.text import per_distinct, text_column

#: Combining marks that tell names apart, in four bits each; the stroke of đ is one too.
_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0308\u0309\u030a\u030c\u031b\u0323\u0327"
_BITS = 4
_PLACE = {mark: _BITS * place for place, mark in enumerate((*_MARKS, "đ"))}
_LOW_BITS = 2 ** (_BITS - 1) - 1
_CHARACTER = re.compile("[\u3400-\u9fff]")


def accents(values: Any) -> pa.Array:
    """How often each accent occurs in each text, packed into one int64; 0 without any or null."""
    return _each_rest(values, _accents, pa.int64())


def characters(values: Any) -> pa.Array:
    """The Chinese characters of each text in one order; null where there is none."""
    return _each_rest(values, _characters, pa.string())


def _each_rest(values: Any, function: Any, kind: pa.DataType) -> pa.Array:
    """``function`` of each text; it must read nothing in it that is ASCII."""
    # Many texts have the same of what is not.
    rest = pc.replace_substring_regex(text_column(values), "[[:ascii:]]+", "")
    return per_distinct(
        rest, lambda texts: pa.array([function(text or "") for text in texts.to_pylist()], kind)
    )


def _accents(text: str) -> int:
    if text.isascii():
        return 0
    counts = dict.fromkeys(_PLACE.values(), 0)
    for sign in unicodedata.normalize("NFD", text.lower()):
        if sign in _PLACE:
            counts[_PLACE[sign]] = min(counts[_PLACE[sign]] + 1, _LOW_BITS)
    return sum(count << place for place, count in counts.items())


def _characters(text: str) -> str | None:
    return None if text.isascii() else "".join(sorted(_CHARACTER.findall(text))) or None


def contains_accents(a: Any, b: Any) -> Any:
    """Whether each packed count of accents in ``a`` is at least that in ``b`` (numpy arrays)."""
    # A guard bit above each count shows where the difference borrowed.
    guard = sum(1 << (place + _BITS - 1) for place in _PLACE.values())
    return (((a | guard) - b) & guard) == guard
