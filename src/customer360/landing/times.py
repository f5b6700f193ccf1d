"""ISO 8601 text to UTC instants, column by column."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from customer360.landing.engine import query
from customer360.landing.time_zones import EXISTS, ZoneHistory
from customer360.landing.white_space import trimmed

#: Date, or date and time with T or blanks between; seconds, fraction and offset may be left out.
TIME_PATTERN = (
    r"(\d{4}-\d{2}-\d{2})"
    r"(?:(?:[Tt]| +)(\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)"
    r" *([Zz]|[+-]\d{2}(?::?\d{2})?)?)?"
)

_PARSE = rf"""
    with parts as (
        select regexp_extract(time_text, '^{TIME_PATTERN}$', ['day', 'clock', 'zone']) as part
        from texts
    )
    select
        case
            when part.clock = '' then try_cast(nullif(part.day, '') as timestamp)
            when part.clock[1:2] <= '23' then
                try_cast(part.day || ' ' || replace(
                    case when length(part.clock) = 5 then part.clock || ':00' else part.clock end,
                    ',', '.'
                ) as timestamp)
        end as local_time,
        case
            when part.zone = '' then null
            when upper(part.zone) = 'Z' then 0
            when part.zone[2:3] > '23' or (length(part.zone) > 3 and part.zone[-2:] > '59') then -1
            else (case part.zone[1] when '-' then -60 else 60 end) * (
                cast(part.zone[2:3] as integer) * 60
                + case when length(part.zone) > 3 then cast(part.zone[-2:] as integer) else 0 end
            )
        end as offset_seconds
    from parts
"""
#: No offset of whole minutes; marks one that is out of range.
_BAD_OFFSET = -1


@dataclass(frozen=True)
class Times:
    #: timestamp[us] without a zone, in UTC; null where the text is null or no time.
    utc: pa.Array
    #: int8, see time_zones: whether a time without an offset existed, or twice, on the clock.
    state: pa.Array


def read_times(texts: pa.Array, zones: ZoneHistory, engine: duckdb.DuckDBPyConnection) -> Times:
    """Reads ISO 8601 texts; those without an offset are in the company's time zone."""
    parsed = query(engine, _PARSE, {"texts": pa.table({"time_text": trimmed(texts)})})
    local_times = _flat(parsed["local_time"]).cast(pa.int64())
    offsets = _flat(parsed["offset_seconds"]).cast(pa.int64())
    local = local_times.fill_null(0).to_numpy(zero_copy_only=False)
    has_offset = offsets.is_valid().to_numpy(zero_copy_only=False)
    offset = offsets.fill_null(0).to_numpy(zero_copy_only=False)
    is_time = local_times.is_valid().to_numpy(zero_copy_only=False) & (offset != _BAD_OFFSET)

    utc = local - offset * 1_000_000
    state = np.full(len(local), EXISTS, dtype=np.int8)
    on_clock = is_time & ~has_offset
    if on_clock.any():
        utc[on_clock], state[on_clock] = zones.to_utc(local[on_clock])
    return Times(
        utc=pa.array(utc, pa.int64(), mask=~is_time).cast(pa.timestamp("us")),
        state=pa.array(state),
    )


def _flat(column: pa.ChunkedArray) -> pa.Array:
    combined = column.combine_chunks()
    return combined if isinstance(combined, pa.Array) else combined.chunk(0)
