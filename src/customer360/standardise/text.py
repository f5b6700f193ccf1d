"""Text in any script to a plain ASCII form; the base of every other standardiser."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from anyascii import anyascii

from customer360.threads import in_parallel, slices

#: Words that stand for "nothing". They empty identifiers and attributes, never names: people are
#: called Null, Nan and Test.
PLACEHOLDERS = (
    *("null", "none", "nil", "nan", "na", "n/a", "n.a.", "n.a", "#n/a", "not available"),
    *("unknown", "unbekannt", "inconnu", "desconocido", "undefined", "anonymous", "anonym"),
    *("invalid", "missing", "empty", "blank", "not provided", "no email", "no phone"),
    *("-", "--", "---", ".", "..", "?", "??", "x", "xx", "xxx", "tbd"),
)

#: Values that are standardised at one time.
PART = 100_000

# Invisible marks: zero width, bidirectional, soft hyphen, byte order mark, variation selectors.
_INVISIBLE = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
_PICTOGRAPHS = "[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
_IGNORED = re.compile(f"{_INVISIBLE}|{_PICTOGRAPHS}")
# One sign is one syllable: separate them, so that given and family names stay apart.
_SYLLABIC = re.compile("([\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff])")
# The sign before it again: 佐々木 is 佐佐木.
_REPEATED = re.compile("(.)\u3005")
_APOSTROPHES = re.compile("['`´\u02b9-\u02bf\u2018\u2019\u201b\u2032]")
_NOT_WORD = re.compile(r"[^a-z0-9\n]+")
_LINE_BREAKS = "[\\s\x0b\x1c-\x1f\u0085\u2028\u2029]+"


def one_array(column: pa.ChunkedArray) -> pa.Array:
    """The column without chunks; not copied where it has only one."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def text_column(values: Any) -> pa.Array:
    """The values as one pyarrow array of text; numpy and pandas missing values become null."""
    if isinstance(values, pa.ChunkedArray):
        values = one_array(values)
    if not isinstance(values, pa.Array):
        values = pa.array(values, from_pandas=True)
    if pa.types.is_dictionary(values.type):
        values = values.dictionary_decode()
    return values if values.type == pa.string() else values.cast(pa.string())


def per_distinct(values: Any, function: Callable[[pa.Array], pa.Array | pa.Table]) -> Any:
    """Apply ``function`` (array -> array or table of equal length) to the distinct values only.

    ``function`` must read each value by itself: many values are handed to it in parts.
    """
    encoded = text_column(values).dictionary_encode()
    return in_parts(function, encoded.dictionary).take(encoded.indices)


def in_parts(function: Callable[..., pa.Array | pa.Table], *columns: pa.Array) -> Any:
    """``function`` of the columns (arrays of equal length), many rows in parts side by side."""
    length = len(columns[0])
    if length <= PART:
        return function(*columns)
    parts = in_parallel(
        lambda rows: function(*(column[rows] for column in columns)), slices(length, PART)
    )
    if isinstance(parts[0], pa.Table):
        return pa.concat_tables(parts).combine_chunks()
    return pa.concat_arrays(parts)


def on_joined_text(values: pa.Array, function: Callable[[str], str]) -> pa.Array:
    """Run ``function`` once over all values joined by line breaks: one pass instead of many.

    ``function`` must keep every line break. Values hold none themselves (the caller saw to it).
    """
    if len(values) == 0:
        return values
    lines = function("\n".join(values.fill_null("").to_pylist())).split("\n")
    return pa.array(lines, pa.string())


def word_set(*lines: str) -> frozenset[str]:
    """The words of the lines."""
    return frozenset(" ".join(lines).split())


def empty_to_null(values: pa.Array) -> pa.Array:
    return pc.if_else(pc.equal(values, ""), pa.scalar(None, pa.string()), values)


def without_placeholders(values: Any) -> pa.Array:
    """Trimmed text; what is empty or only a placeholder word becomes null."""

    def clean(distinct: pa.Array) -> pa.Array:
        trimmed = pc.utf8_trim_whitespace(distinct)
        is_nothing = pc.is_in(pc.utf8_lower(trimmed), pa.array(("", *PLACEHOLDERS)))
        return pc.if_else(is_nothing, pa.scalar(None, pa.string()), trimmed)

    return per_distinct(values, clean)


def fold(values: Any) -> pa.Array:
    """Lower-case ASCII words separated by single spaces, or null where nothing is left.

    Any script is transliterated; composed, decomposed, full-width and Turkish spellings of one
    text give one form.
    """
    return per_distinct(values, _fold_distinct)


def _fold_distinct(values: pa.Array) -> pa.Array:
    values = pc.replace_substring_regex(values, _LINE_BREAKS, " ")
    is_plain = pc.fill_null(pc.string_is_ascii(values), True)
    if pc.all(is_plain).as_py() is not False:
        plain = values
    else:
        foreign = on_joined_text(values.filter(pc.invert(is_plain)), _to_ascii)
        plain = pc.replace_with_mask(values, pc.invert(is_plain), foreign)
    folded = on_joined_text(plain, _to_words)
    return empty_to_null(pc.utf8_trim_whitespace(folded))


def _to_ascii(text: str) -> str:
    text = _IGNORED.sub("", unicodedata.normalize("NFKC", text)).casefold()
    # Composed again: case folding decomposes some letters.
    text = _REPEATED.sub(r"\1\1", unicodedata.normalize("NFC", text))
    text = _SYLLABIC.sub(r" \1 ", text)
    return "\n".join(anyascii(line).replace("\n", " ") for line in text.split("\n"))


def _to_words(text: str) -> str:
    return _NOT_WORD.sub(" ", _APOSTROPHES.sub("", text.lower()))
