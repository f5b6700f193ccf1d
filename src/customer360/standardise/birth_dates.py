"""Birth dates as found, to year, month and day: also where together they are no date."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.standardise.text import per_distinct, without_placeholders

_YEAR_FIRST = r"^(?P<year>\d{4})[-/.]?(?P<month>\d{2})[-/.]?(?P<day>\d{2})(?:[T ].*)?$"
_YEAR_LAST = r"^(?P<first>\d{1,2})[-/. ](?P<second>\d{1,2})[-/. ](?P<year>\d{4})$"
_PARTS = ("year", "month", "day")


def birth_dates(values: Any) -> pa.Table:
    """Read ISO dates, 19560409, dd/mm/yyyy and mm/dd/yyyy where only that can be meant.

    Returns int16 columns ``year``, ``month``, ``day`` of equal length: the parts as found, even
    where they make no date (1854-81-01), because a typing error is still evidence. Null where the
    text has another shape or is only a stand-in (all zeros, 1900-01-01 and 9999-12-31).
    """
    return per_distinct(values, _birth_dates_distinct)


def _birth_dates_distinct(values: pa.Array) -> pa.Table:
    values = without_placeholders(values)
    iso = pc.extract_regex(values, _YEAR_FIRST)
    local = pc.extract_regex(values, _YEAR_LAST)

    def part(source: pa.Array, name: str) -> pa.Array:
        return pc.cast(pc.struct_field(source, name), pa.int16())

    first, second = part(local, "first"), part(local, "second")
    is_month_first = pc.and_(pc.greater(second, 12), pc.less_equal(first, 12))
    found = {
        "year": pc.coalesce(part(iso, "year"), part(local, "year")),
        "month": pc.coalesce(part(iso, "month"), pc.if_else(is_month_first, first, second)),
        "day": pc.coalesce(part(iso, "day"), pc.if_else(is_month_first, second, first)),
    }
    year, month, day = (pc.fill_null(found[name], 0).to_numpy() for name in _PARTS)
    is_stand_in = (year == 0) | (year == 9999) | ((year == 1900) & (month == 1) & (day == 1))
    keep = pa.array(~np.asarray(is_stand_in))
    nothing = pa.scalar(None, pa.int16())
    return pa.table({name: pc.if_else(keep, found[name], nothing) for name in _PARTS})
