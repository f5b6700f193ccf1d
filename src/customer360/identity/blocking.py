"""Candidate pairs: records that share a key. Keys that are shared too widely are skipped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.identity.encoded import Encoded, combine, encode, map_codes
from customer360.identity.features import Features

#: A block of more records than this is never compared pair by pair.
MAX_BLOCK = 1500
#: One key may add at most this many pairs per record; its smallest blocks go first.
PAIRS_PER_RECORD = 20
#: Below this many pairs a key is never cut.
FREE_PAIRS = 200_000


@dataclass
class Candidates:
    #: Row numbers, left < right, sorted, each pair once.
    left: np.ndarray
    right: np.ndarray
    #: (key, records in skipped blocks) for each key of which blocks were skipped.
    skipped: dict[str, int] = field(default_factory=dict)


def candidate_pairs(features: Features, links: np.ndarray) -> Candidates:
    """Pairs that share at least one blocking key, and the given links (n x 2 row numbers)."""
    count = np.int64(features.count)
    found, skipped = [links[:, 0].astype(np.int64) * count + links[:, 1]], {}
    for name, keys, is_capped in blocking_keys(features):
        left, right, lost = pairs_within(keys, features.count if is_capped else None)
        found.append(left.astype(np.int64) * count + right)
        if lost:
            skipped[name] = lost
    pairs = unique_sorted(np.concatenate(found))
    left, right = np.divmod(pairs, max(count, 1))
    return Candidates(left.astype(np.int32), right.astype(np.int32), skipped)


def unique_sorted(values: np.ndarray) -> np.ndarray:
    values = np.sort(values)
    return values[np.append(True, values[1:] != values[:-1])] if len(values) else values


def pairs_within(keys: np.ndarray, budget: int | None) -> tuple[np.ndarray, np.ndarray, int]:
    """All pairs of rows with an equal key (-1 means none), and how many records were skipped.

    ``budget`` is the number of records to which PAIRS_PER_RECORD applies; None means no limit.
    """
    rows = np.flatnonzero(keys >= 0)
    order = rows[np.argsort(keys[rows], kind="stable")]
    ordered = keys[order]
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])) if len(order) else rows
    sizes = np.diff(np.append(starts, len(order)))
    keep, lost = sizes > 1, 0
    if budget is not None:
        pairs = sizes * (sizes - 1) // 2
        by_size = np.sort(sizes[keep])
        within = np.cumsum(by_size * (by_size - 1) // 2) <= max(
            FREE_PAIRS, PAIRS_PER_RECORD * budget
        )
        largest = min(MAX_BLOCK, int(by_size[within].max(initial=0)))
        # Blocks of one size stay or go together: nothing depends on the order of rows.
        if not within.all():
            largest = min(largest, int(by_size[~within].min()) - 1)
        is_skipped = keep & (sizes > largest)
        lost, keep = int(sizes[is_skipped].sum()), keep & ~is_skipped
        del pairs
    starts, sizes = starts[keep], sizes[keep]
    place = _ranges(sizes)
    following = np.repeat(sizes, sizes) - 1 - place
    base = np.repeat(starts, sizes) + place
    first = np.repeat(base, following)
    second = first + 1 + _ranges(following)
    left, right = order[first], order[second]
    return np.minimum(left, right), np.maximum(left, right), lost


def _ranges(sizes: np.ndarray) -> np.ndarray:
    """0..size-1 for each size, one after the other."""
    total = int(sizes.sum())
    ends = np.cumsum(sizes)
    return np.arange(total) - np.repeat(ends - sizes, sizes)


def blocking_keys(features: Features) -> Iterator[tuple[str, np.ndarray, bool]]:
    """(name, key per record, whether the block caps apply)."""
    f = features
    for name in ("national_id", "loyalty_id", "external_customer_id", "email", "phone"):
        yield name, getattr(f, name).codes.astype(np.int64), False
    first, last = f.skeletons
    low, high = np.minimum(first, last), np.maximum(first, last)
    month_day = np.where(
        f.month < 0,
        -1,
        np.minimum(f.month, f.day).astype(np.int32) * 100 + np.maximum(f.month, f.day),
    )
    area = _prefix(f.postal_code, 3)
    year = f.year.astype(np.int32)
    yield "names", combine(low, high), True
    yield "birth_date", f.birth_date.codes.astype(np.int64), True
    for name, part in (("first_name", first), ("last_name", last)):
        yield f"{name}_birth_year", combine(part, year), True
        yield f"{name}_birthday", combine(part, month_day), True
        yield f"{name}_postal_area", combine(part, area), True
        yield f"{name}_city", combine(part, f.city.codes), True
    # A name in the wrong field meets the right one here.
    yield from _crossed(f, first, last, year)
    yield "birth_year_postal_code", combine(year, f.postal_code.codes), True
    yield "birthday_postal_area", combine(month_day, area), True
    yield "street", f.street.codes.astype(np.int64), True
    yield "house_postal_code", combine(f.house_number.codes, f.postal_code.codes), True
    yield "postal_code", f.postal_code.codes.astype(np.int64), True
    yield "email_local_part", f.email_local.codes.astype(np.int64), True
    yield "national_id_start", _prefix(f.national_id, 4).astype(np.int64), True
    yield "national_id_end", _suffix(f.national_id, 4).astype(np.int64), True
    yield "phone_end", _suffix(f.phone, 7).astype(np.int64), True
    yield "last_name_occupation", combine(last, f.occupation.codes), True


def _crossed(f: Features, first: np.ndarray, last: np.ndarray, year: np.ndarray):
    return ()


def _prefix(encoded: Encoded, length: int) -> np.ndarray:
    return map_codes(encoded, encode(pc.utf8_slice_codeunits(encoded.values, 0, length)).codes)


def _suffix(encoded: Encoded, length: int) -> np.ndarray:
    ends = (
        pc.utf8_slice_codeunits(encoded.values, -length)
        if not encoded.is_empty
        else pa.array([], pa.string())
    )
    return map_codes(encoded, encode(ends).codes)
