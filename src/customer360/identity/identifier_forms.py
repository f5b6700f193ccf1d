"""Identifiers of records in the form in which they compare."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from customer360 import standardise
from customer360.identity.encoded import Encoded, encode, encode_forms, map_codes
from customer360.identity.identifiers import IDENTIFIERS, Blocked, usable_identifier
from customer360.identity.lookups import Lookups
from customer360.identity.settings import Settings

#: Where a phone number is at home: the record's own country before the default one.
_COUNTRIES = ("country", "default_country")
#: Digits by which a number without a calling code is recognised.
_LOCAL_DIGITS = 8
#: A number that no plan knows has as many, and nothing but the signs of numbers.
_LEAST_DIGITS = 7
_NUMBER_SIGNS = r"^[+()0-9 ./-]+$"


def identifier_columns(records: pa.Table, settings: Settings) -> dict[str, Encoded]:
    """Each identifier of identifiers.IDENTIFIERS in the form in which it is compared."""
    columns = {name: standardise.one_array(records[name]) for name in (*IDENTIFIERS, *_COUNTRIES)}
    raw, keys, _ = _emails(columns["email"])
    found = {
        **_others(columns, settings),
        "email": Encoded(map_codes(raw, keys.codes), keys.values),
    }
    return {name: found[name] for name in IDENTIFIERS}


def _emails(values: pa.Array) -> tuple[Encoded, Encoded, pa.Array]:
    """The addresses as written, and the key and the local part of each distinct one of these."""
    raw = encode(values)
    forms = standardise.emails(raw.values)
    keys = encode(_with_misspelt_emails(raw.values, forms))
    return raw, keys, standardise.one_array(forms["local_part"])


def usable_emails(
    values: pa.Array, settings: Settings, lookups: Lookups
) -> tuple[Encoded, Encoded, list[Blocked]]:
    """The addresses and their local parts, without the addresses that link nobody, and these."""
    raw, keys, local_parts = _emails(values)
    every = Encoded(map_codes(raw, keys.codes), keys.values)
    email, blocked = usable_identifier("email", every, settings, lookups)
    is_usable = np.zeros(len(keys.values) + 1, dtype=bool)
    is_usable[email.codes] = True
    is_usable[-1] = False
    local = encode(pc.if_else(pa.array(is_usable[keys.codes]), local_parts, None))
    return email, Encoded(map_codes(raw, local.codes), local.values), blocked


def other_identifiers(
    columns: dict[str, pa.Array], settings: Settings, lookups: Lookups
) -> tuple[dict[str, Encoded], dict[str, list[Blocked]]]:
    """All but e-mail addresses, without the values that link nobody, and these; by name."""
    found = {
        name: usable_identifier(name, encoded, settings, lookups)
        for name, encoded in _others(columns, settings).items()
    }
    usable, blocked = zip(*found.values(), strict=True)
    return dict(zip(found, usable, strict=True)), dict(zip(found, blocked, strict=True))


def _others(columns: dict[str, pa.Array], settings: Settings) -> dict[str, Encoded]:
    countries = pc.coalesce(*(columns[name] for name in _COUNTRIES))
    return {
        "phone": _phones(columns["phone"], countries, settings.default_country),
        **{
            name: encode_forms(columns[name], _unpunctuated)
            for name in ("national_id", "loyalty_id", "external_customer_id")
        },
    }


def _unpunctuated(values: pa.Array) -> pa.Array:
    lowered = pc.utf8_lower(standardise.without_placeholders(values))
    return pc.replace_substring_regex(lowered, r"[\s./-]+", "")


def _phones(values: pa.Array, countries: pa.Array, default_country: str) -> Encoded:
    text, country = encode(values), encode(countries)
    width = len(country.values) + 1
    # Each number of a country once, in the order in which they come.
    pair, distinct = pd.factorize((text.codes + 1) * np.int64(width) + country.codes + 1)
    texts, countries = (
        column.values.take(pa.array(codes - 1, mask=codes == 0))
        for column, codes in zip((text, country), np.divmod(distinct, width), strict=True)
    )
    phones = standardise.phones(texts, countries, default_country)
    number = encode(_with_local_numbers(texts, phones))
    return Encoded(number.codes[pair], number.values)


def _with_misspelt_emails(values: pa.Array, emails: pa.Table) -> pa.Array:
    """Also texts meant as an address: nobody can write to them, but they still compare."""
    keys = standardise.one_array(emails["email_key"])
    is_open = pc.is_null(keys)
    texts = pc.utf8_lower(standardise.without_placeholders(values.filter(is_open)))
    is_meant = pc.match_substring_regex(texts, r"^[^\s@]{3,}[@.][^\s@]{2,}$")
    meant = pc.if_else(is_meant, texts, pa.scalar(None, pa.string()))
    return pc.replace_with_mask(keys, is_open, meant)


def _with_local_numbers(values: pa.Array, phones: pa.Table) -> pa.Array:
    """Numbers that fit no plan (no calling code, of another country) meet the one that ends alike.

    Only where exactly one number of the company does. Else they meet each other by their digits,
    without leading zeros.
    """
    phone = standardise.one_array(phones["phone"])
    is_valid = standardise.one_array(phones["is_valid"])
    is_local = pc.invert(pc.fill_null(is_valid, False))
    written = values.filter(is_local)
    is_number = pc.match_substring_regex(written, _NUMBER_SIGNS)
    digits = pc.utf8_ltrim(pc.replace_substring_regex(written, "[^0-9]+", ""), "0")
    is_number = pc.and_(is_number, pc.greater_equal(pc.utf8_length(digits), _LEAST_DIGITS))
    digits = pc.if_else(is_number, digits, pa.scalar(None, pa.string()))
    ends = pc.utf8_slice_codeunits(digits, -_LOCAL_DIGITS)
    known = pc.unique(phone.filter(pc.fill_null(is_valid, False)))
    known_ends = pc.utf8_slice_codeunits(known, -_LOCAL_DIGITS)
    counts = pc.value_counts(known_ends)
    once = pc.struct_field(counts, "values").filter(pc.equal(pc.struct_field(counts, "counts"), 1))
    place = pc.index_in(pc.if_else(pc.is_in(ends, once), ends, None), known_ends)
    found = pc.coalesce(known.take(place), phone.filter(is_local), digits)
    return pc.replace_with_mask(phone, is_local, found)
