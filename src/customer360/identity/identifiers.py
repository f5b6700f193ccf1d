"""Identifiers that may link records, and the values that must not."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.identity.encoded import Encoded
from customer360.identity.lookups import Lookups, junk_reasons
from customer360.identity.settings import Settings

#: Exact identifiers, strongest first.
IDENTIFIERS = ("national_id", "loyalty_id", "external_customer_id", "email", "phone")
#: (id_type, id_value, record_count, reason) of an identifier that links nobody.
Blocked = tuple[str, str, int, str]


def blocked_reasons(
    id_type: str, encoded: Encoded, settings: Settings, lookups: Lookups
) -> pa.Array:
    """Per distinct value, why it links nobody: junk by rule, or too many records. Else null."""
    is_crowded = pa.array(encoded.counts > settings.max_records_per_identifier)
    return pc.coalesce(
        junk_reasons(lookups.junk_identifiers, id_type, encoded.values),
        pc.if_else(is_crowded, "too_many_records", pa.scalar(None, pa.string())),
    )


def usable_identifier(
    id_type: str, encoded: Encoded, settings: Settings, lookups: Lookups
) -> tuple[Encoded, list[Blocked]]:
    """The identifier without the values that link nobody, and these."""
    if encoded.is_empty:
        return encoded, []
    counts = encoded.counts
    reasons = blocked_reasons(id_type, encoded, settings, lookups)
    is_blocked = pc.is_valid(reasons).to_numpy(zero_copy_only=False)
    blocked = [
        (id_type, encoded.values[int(code)].as_py(), int(counts[code]), reasons[int(code)].as_py())
        for code in np.flatnonzero(is_blocked)
    ]
    codes = np.where(np.append(is_blocked, True)[encoded.codes], -1, encoded.codes)
    return Encoded(codes.astype(np.int32), encoded.values), blocked
