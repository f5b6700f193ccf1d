"""E-mail addresses: the address as sent to, and the key under which it is compared."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from customer360.standardise.text import empty_to_null, per_distinct, without_placeholders

_SYNTAX = r"^[^\s@,;:<>()\"]+@[^\s@,;:<>()\"]+\.[^\s@,;:<>()\".]{2,}$"
#: Providers that ignore dots in the local part, and the one name we keep for them.
_DOTLESS_DOMAINS = pa.array(["gmail.com", "googlemail.com"])


def emails(values: Any) -> pa.Table:
    """Standardise e-mail addresses.

    Returns a table of equal length: ``email`` (trimmed, lower case, null where the syntax is not
    that of an address), ``email_key`` (the address without its +tag, and without dots where the
    provider ignores them), ``local_part`` and ``domain`` of the key.
    """
    return per_distinct(values, _emails_distinct)


def _emails_distinct(values: pa.Array) -> pa.Table:
    lowered = pc.utf8_lower(pc.utf8_normalize(values, "NFKC"))
    lowered = pc.replace_substring_regex(lowered, "^(mailto:|<)|>$|[\u200b-\u200f\ufeff\u00ad]", "")
    lowered = without_placeholders(pc.replace_substring_regex(lowered, r"\s*@\s*", "@"))
    nothing = pa.scalar(None, pa.string())
    email = pc.if_else(pc.match_substring_regex(lowered, _SYNTAX), lowered, nothing)
    untagged = pc.replace_substring_regex(email, r"^([^+@]+)\+[^@]*@", r"\1@")
    parts = pc.extract_regex(untagged, r"^(?P<local>.*)@(?P<domain>[^@]*)$")
    local, domain = (pc.struct_field(parts, name) for name in ("local", "domain"))
    is_dotless = pc.is_in(domain, _DOTLESS_DOMAINS)
    local = pc.if_else(is_dotless, pc.replace_substring(local, ".", ""), local)
    domain = pc.if_else(is_dotless, "gmail.com", domain)
    key = empty_to_null(pc.binary_join_element_wise(local, domain, "@"))
    return pa.table({"email": email, "email_key": key, "local_part": local, "domain": domain})
