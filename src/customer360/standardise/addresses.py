"""Street lines: folded words in one order, and the house number."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from customer360.standardise.text import empty_to_null, fold, per_distinct, without_placeholders

#: Common words of streets and their short forms.
_SHORT_WORDS = {
    **dict.fromkeys(("street", "str", "strasse", "straat", "ulitsa"), "st"),
    **dict.fromkeys(("avenue", "av", "avenida"), "ave"),
    **dict.fromkeys(("road",), "rd"),
    **dict.fromkeys(("place",), "pl"),
    **dict.fromkeys(("crescent",), "cr"),
    **dict.fromkeys(("court",), "ct"),
    **dict.fromkeys(("drive",), "dr"),
    **dict.fromkeys(("lane",), "ln"),
    **dict.fromkeys(("boulevard", "bd", "bvd"), "blvd"),
    **dict.fromkeys(("square",), "sq"),
    **dict.fromkeys(("apartment", "flat", "unit", "suite"), "apt"),
    **dict.fromkeys(("duong", "rue", "via", "calle"), "st"),
}


def addresses(values: Any) -> pa.Table:
    """Standardise street lines.

    Returns ``street`` (folded words, common words shortened), ``street_key`` (the same words
    sorted, so that their order does not matter) and ``house_number`` (the first word that starts
    with a digit), each null where there is nothing.
    """
    return per_distinct(
        values, lambda texts: _addresses_distinct(fold(without_placeholders(texts)))
    )


def address_keys(streets: Any, places: Any) -> pa.Array:
    """One key per address: the street's words in one order and the folded postal code or town.

    Null where either is missing. Arrays of equal length in, one array out.
    """
    parts = addresses(streets)["street_key"], fold(without_placeholders(places))
    return pc.binary_join_element_wise(*parts, "|")


def _addresses_distinct(folded: pa.Array) -> pa.Table:
    words = [
        [_SHORT_WORDS.get(word, word) for word in text.split(" ")] if text else []
        for text in folded.to_pylist()
    ]
    number = pc.struct_field(pc.extract_regex(folded, r"(?:^|.* )(?P<n>\d[a-z0-9]*)(?: |$)"), "n")
    return pa.table(
        {
            "street": empty_to_null(pa.array([" ".join(line) for line in words], pa.string())),
            "street_key": empty_to_null(
                pa.array([" ".join(sorted(line)) for line in words], pa.string())
            ),
            "house_number": number,
        }
    )
