"""Phone numbers to E.164, by each country's own numbering plan.

The plans come from ``phonenumbers``; its patterns are applied to whole columns at once. Its parser
only sees what is left, and of that not what is plain digits (see ``phone_plans``).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import phonenumbers
import pyarrow as pa
import pyarrow.compute as pc
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

from customer360.standardise.phone_plans import PLAIN_NUMBER, plan_of
from customer360.standardise.text import in_parts, text_column

_NOTHING = pa.scalar(None, pa.string())


def phones(values: Any, countries: Any = None, default_country: str = "US") -> pa.Table:
    """Standardise phone numbers.

    ``countries`` holds ISO 3166 alpha-2 codes of equal length (or is None); where one is missing
    or unknown, ``default_country`` counts. Returns ``phone`` (E.164, null where the text is no
    possible number) and ``is_valid`` (the number fits the country's plan; null with no number).
    """
    texts = text_column(values).dictionary_encode(null_encoding="encode")
    regions = _regions(countries, len(texts), default_country).dictionary_encode()
    text_codes, region_codes = (column.indices.to_numpy() for column in (texts, regions))
    width = max(len(regions.dictionary), 1)
    distinct, inverse = np.unique(
        text_codes.astype(np.int64) * width + region_codes, return_inverse=True
    )
    text, region = np.divmod(distinct, width)
    columns = texts.dictionary.take(pa.array(text)), regions.dictionary.take(pa.array(region))
    return in_parts(_phones_distinct, *columns).take(pa.array(inverse))


def _regions(countries: Any, length: int, default_country: str) -> pa.Array:
    default = default_country.upper()
    if countries is None:
        return pa.array([default] * length, pa.string())
    codes = pc.utf8_upper(pc.utf8_trim_whitespace(text_column(countries)))
    known = pa.array(sorted(phonenumbers.SUPPORTED_REGIONS))
    return pc.fill_null(pc.if_else(pc.is_in(codes, known), codes, _NOTHING), default)


def _phones_distinct(texts: pa.Array, regions: pa.Array) -> pa.Table:
    texts = pc.utf8_normalize(texts, "NFKC")
    has_extension = pc.match_substring_regex(texts, r"(?i)[a-z#*;]")
    digits = pc.replace_substring_regex(texts, r"[^0-9]+", "")
    is_international = pc.match_substring_regex(texts, r"^\s*\(?\s*(\+|00)")
    digits = pc.if_else(is_international, pc.replace_substring_regex(digits, "^00", ""), digits)
    plausible = pc.and_(pc.invert(has_extension), pc.greater_equal(pc.utf8_length(digits), 6))
    result = pa.nulls(len(texts), pa.string())
    for region in sorted(pc.unique(regions).to_pylist()):
        here = pc.and_not(pc.and_(pc.equal(regions, region), plausible), is_international)
        result = _fill(result, here, _national(digits.filter(here), region))
    here = pc.and_(plausible, is_international)
    result = _fill(result, here, _international(digits.filter(here)))
    is_valid = pc.is_valid(result)
    result, is_valid = _parse_the_rest(texts, digits, regions, result, is_valid)
    is_valid = pc.if_else(pc.is_valid(result), is_valid, pa.scalar(None, pa.bool_()))
    return pa.table({"phone": result, "is_valid": is_valid})


def _plan(region: str) -> tuple[str, str, str]:
    """Calling code, trunk prefix and pattern of the national number."""
    plan = PhoneMetadata.metadata_for_region(region, None)
    return str(plan.country_code), plan.national_prefix or "", _pattern(plan)


def _pattern(plan: Any) -> str:
    return f"^(?:{plan.general_desc.national_number_pattern})$"


def _fill(result: pa.Array, here: pa.Array, found: pa.Array) -> pa.Array:
    """``result`` with ``found`` where ``here`` is true; a null there is false."""
    return pc.replace_with_mask(result, pc.fill_null(here, False), found)


def _national(digits: pa.Array, region: str) -> pa.Array:
    code, trunk, pattern = _plan(region)
    # A trunk prefix goes first: "0171..." must not be read as a number that begins with 0.
    forms = [pc.replace_substring_regex(digits, f"^{trunk}", "")] if trunk else []
    forms += [digits, pc.replace_substring_regex(digits, f"^{code}", "")]
    result = pa.nulls(len(digits), pa.string())
    for form in forms:
        fits = pc.match_substring_regex(form, pattern)
        whole = pc.binary_join_element_wise("+" + code, form, "")
        result = pc.coalesce(result, pc.if_else(fits, whole, _NOTHING))
    return result


def _international(digits: pa.Array) -> pa.Array:
    result = pa.nulls(len(digits), pa.string())
    for length in (1, 2, 3):
        prefixes = pc.utf8_slice_codeunits(digits, 0, length)
        for prefix in sorted(filter(None, pc.unique(prefixes).to_pylist())):
            regions = COUNTRY_CODE_TO_REGION_CODE.get(int(prefix), ())
            if not regions or regions[0] == "001" or prefix.startswith("0"):
                continue
            _, trunk, pattern = _plan(regions[0])
            here = pc.equal(prefixes, prefix)
            rest = pc.utf8_slice_codeunits(digits.filter(here), length)
            found = result.filter(here)
            # "+44 (0)20 ...": the trunk prefix is often left in.
            for form in (rest, pc.replace_substring_regex(rest, f"^{trunk}", "")):
                fits = pc.match_substring_regex(form, pattern)
                whole = pc.binary_join_element_wise("+" + prefix, form, "")
                found = pc.coalesce(found, pc.if_else(fits, whole, _NOTHING))
            result = _fill(result, here, found)
    return result


def _parse_the_rest(texts, digits, regions, result, is_valid) -> tuple[pa.Array, pa.Array]:
    enough = pc.fill_null(pc.greater_equal(pc.utf8_length(digits), 6), False)
    left = pc.and_(pc.is_null(result), enough)
    if not pc.any(left).as_py():
        return result, is_valid
    texts = texts.filter(left)
    is_plain = pc.match_substring_regex(texts, PLAIN_NUMBER)
    columns = (texts, digits.filter(left), regions.filter(left), is_plain)
    rows = zip(*(column.to_pylist() for column in columns), strict=True)
    parsed = [
        (plan_of(region).read(number) if plain else None) or _parse_one(text, region)
        for text, number, region, plain in rows
    ]
    numbers = pa.array([number for number, _ in parsed], pa.string())
    validity = pa.array([valid for _, valid in parsed], pa.bool_())
    return pc.replace_with_mask(result, left, numbers), pc.replace_with_mask(
        is_valid, left, validity
    )


def _parse_one(text: str, region: str) -> tuple[str | None, bool]:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None, False
    if not phonenumbers.is_possible_number(number):
        return None, False
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return e164, phonenumbers.is_valid_number(number)
