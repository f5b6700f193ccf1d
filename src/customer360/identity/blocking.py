"""Candidate pairs: records that share a key. Keys that are shared too widely are skipped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import coo_array

from customer360.identity.encoded import Encoded, combine, encode, map_codes
from customer360.identity.features import Features
from customer360.identity.identifiers import IDENTIFIERS
from customer360.standardise.chinese_names import FAMILY_NAMES
from customer360.threads import in_parallel

Key = tuple[str, Callable[[], np.ndarray], bool]
Pairs = tuple[np.ndarray, np.ndarray]

#: A block of more records than this is never compared pair by pair.
MAX_BLOCK = 1500
#: One key adds at most this many pairs, its smallest blocks first: rare values say most.
PAIRS_PER_KEY = 700_000
#: The same for a large company, as pairs per record.
PAIRS_PER_RECORD = 0.7
#: One name by itself says little: at most this many pairs per record, which serve companies that
#: know little else of people.
PAIRS_PER_RECORD_OF_NAME = 10
#: Keys for rare values only, which say enough by themselves in a company of any size, and their
#: pairs per record. Common values are the business of the other keys.
ONLY_RARE = {"rare_last_name": 0.1, "last_name_initial": 0.3, "spelt_names": 0.5}
#: Above this many candidates, a pair must share a tight key or two others.
MANY_CANDIDATES = 3_000_000
#: Keys up to so many times their number are counted into place.
_DENSE = 4


@dataclass
class Candidates:
    #: Row numbers, left < right, sorted, each pair once.
    left: np.ndarray
    right: np.ndarray
    #: (key, records in skipped blocks) for each key of which blocks were skipped.
    skipped: dict[str, int] = field(default_factory=dict)


def candidate_pairs(features: Features, links: np.ndarray) -> Candidates:
    """Pairs that share at least one blocking key, and the given links (n x 2 row numbers)."""

    def pairs_of(key: Key) -> tuple[np.ndarray, np.ndarray, int]:
        name, make, _ = key
        return pairs_within(make(), _most_pairs(name, features.count))

    linked = tuple(np.unique(links, axis=0).astype(np.int32).T)
    tight, loose, skipped = [linked], [], {}
    keys = list(blocking_keys(features))
    for (name, _, is_tight), (*pairs, lost) in zip(keys, in_parallel(pairs_of, keys), strict=True):
        (tight if is_tight else loose).append(tuple(pairs))
        if lost and name not in ONLY_RARE:
            skipped[name] = lost
    left, right = _enough_in_common(features.count, tight, loose)
    return Candidates(left, right, skipped)


def _most_pairs(name: str, count: int) -> float | None:
    """How many pairs a key may add in a company of ``count`` records; None means any number."""
    if name in IDENTIFIERS:
        # They have a cap of their own, before they come here.
        return None
    if name in ONLY_RARE:
        return ONLY_RARE[name] * count
    most = max(PAIRS_PER_KEY, PAIRS_PER_RECORD * count)
    return (
        min(most, PAIRS_PER_RECORD_OF_NAME * count) if name in ("first_name", "last_name") else most
    )


def _enough_in_common(
    count: int, tight: list[Pairs], loose: list[Pairs]
) -> tuple[np.ndarray, np.ndarray]:
    """The distinct pairs of all keys, sorted; of very many only those with enough in common.

    Each key gives a pair once: a tight key is enough, of the others it takes two.
    """
    enough = 2
    shared = np.repeat(
        np.array([enough, 1], dtype=np.int8),
        [sum(len(left) for left, _ in pairs) for pairs in (tight, loose)],
    )
    left, right = (np.concatenate(side) for side in zip(*tight, *loose, strict=True))
    # A sparse matrix adds up what is at one place, much faster than pairs are sorted.
    pairs = coo_array((shared, (left, right)), shape=(count, count)).tocsr()
    left = np.repeat(np.arange(count, dtype=np.int32), np.diff(pairs.indptr))
    right = pairs.indices.astype(np.int32, copy=False)
    if len(shared) <= MANY_CANDIDATES:
        return left, right
    is_enough = pairs.data >= enough
    return left[is_enough], right[is_enough]


def pairs_within(keys: np.ndarray, most: float | None) -> tuple[np.ndarray, np.ndarray, int]:
    """All pairs of rows with an equal key (-1 means none), and how many records were skipped.

    At most ``most`` pairs, of the smallest blocks; None means all.
    """
    order, starts = _blocks(keys)
    sizes = np.diff(np.append(starts, len(order)))
    keep, lost = sizes > 1, 0
    if most is not None:
        by_size = np.sort(sizes[keep])
        within = np.cumsum(by_size * (by_size - 1) // 2) <= most
        largest = min(MAX_BLOCK, int(by_size[within].max(initial=0)))
        # Blocks of one size stay or go together: nothing depends on the order of rows.
        if not within.all():
            largest = min(largest, int(by_size[~within].min()) - 1)
        is_skipped = keep & (sizes > largest)
        lost, keep = int(sizes[is_skipped].sum()), keep & ~is_skipped
    starts, sizes = starts[keep], sizes[keep]
    place = _ranges(sizes)
    following = np.repeat(sizes, sizes) - 1 - place
    base = np.repeat(starts, sizes) + place
    first = np.repeat(base, following)
    second = first + 1 + _ranges(following)
    left, right = order[first], order[second]
    return np.minimum(left, right), np.maximum(left, right), lost


def _blocks(keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The rows that have a key, those of one key together, and where each key starts."""
    rows = np.flatnonzero(keys >= 0).astype(np.int32)
    keys = keys[rows]
    if len(rows) and keys.max() <= _DENSE * len(rows):
        # Counted into place: much faster than sorting.
        place = np.arange(len(rows), dtype=np.int32)
        shape = (int(keys.max()) + 1, len(rows))
        blocks = coo_array((np.ones(len(rows), np.int8), (keys, place)), shape=shape).tocsr()
        return rows[blocks.indices], blocks.indptr[:-1][np.diff(blocks.indptr) > 0]
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    is_first = np.append(True, ordered[1:] != ordered[:-1])[: len(rows)]
    return rows[order], np.flatnonzero(is_first)


def _ranges(sizes: np.ndarray) -> np.ndarray:
    """0..size-1 for each size, one after the other."""
    total = int(sizes.sum())
    ends = np.cumsum(sizes)
    return np.arange(total) - np.repeat(ends - sizes, sizes)


def blocking_keys(features: Features) -> Iterator[Key]:
    """(name, how to make the key of each record, whether sharing it alone makes a candidate)."""
    f = features
    for name in IDENTIFIERS:
        yield name, partial(np.asarray, getattr(f, name).codes), True
    first, last = f.skeletons
    names = combine(np.minimum(first, last), np.maximum(first, last))
    low, high = np.minimum(f.month, f.day), np.maximum(f.month, f.day)
    birthday = np.where(f.month < 0, -1, low.astype(np.int32) * 100 + high)
    area = _prefix(f.postal_code, 3)
    year = f.year.astype(np.int32)
    yield "names", partial(np.asarray, names), True
    yield "spelt_names", partial(_spelt_names, f), True
    # The year that an e-mail address names, where no birth date is known.
    hinted = np.where(f.year >= 0, year % 100, f.email_year)
    yield "names_birth_year", partial(combine, names, hinted), True
    yield "names_postal_area", partial(combine, names, area), True
    yield "names_city", partial(combine, names, f.city.codes), True
    yield "names_middle_name", partial(combine, names, f.middles[0].codes), True
    # A wrong digit hides in the first or in the last part of a number.
    start = map_codes(f.phone, encode(pc.utf8_slice_codeunits(f.phone.values, 0, -4)).codes)
    yield "names_phone_start", partial(combine, names, start), True
    yield "rare_last_name", partial(np.asarray, last), True
    yield "last_name_initial", partial(combine, last, _prefix(f.first, 1)), True
    yield "birth_date", partial(np.asarray, f.birth_date.codes), False
    for name, part in (("first_name", first), ("last_name", last)):
        yield name, partial(np.asarray, part), False
        yield f"{name}_birth_date", partial(combine, part, f.birth_date.codes), True
        yield f"{name}_birth_year", partial(combine, part, year), False
        yield f"{name}_birthday", partial(combine, part, birthday), False
        yield f"{name}_postal_area", partial(combine, part, area), False
        yield f"{name}_city", partial(combine, part, f.city.codes), False
        yield f"{name}_phone_start", partial(combine, part, start), True
    yield "birth_year_postal_code", partial(combine, year, f.postal_code.codes), False
    yield "birthday_postal_area", partial(combine, birthday, area), False
    yield "street", partial(np.asarray, f.street.codes), False
    yield "house_postal_code", partial(combine, f.house_number.codes, f.postal_code.codes), False
    yield "postal_code", partial(np.asarray, f.postal_code.codes), False
    yield "email_local_part", partial(np.asarray, f.email_local.codes), True
    yield "national_id_start", partial(_prefix, f.national_id, 4), False
    yield "national_id_end", partial(_suffix, f.national_id, 4), False
    yield "phone_end", partial(_suffix, f.phone, 7), True
    yield "last_name_occupation", partial(combine, last, f.occupation.codes), False


def _spelt_names(f: Features) -> np.ndarray:
    """Given names as they are spelt, with the family name; Chinese family names count as one.

    Skeletons are of sounds that matter in Europe, and one of them stands for many Chinese names;
    a Chinese family name is written in its reading of one language or another.
    """
    letters = encode(pc.replace_substring(f.first.values, " ", ""))
    is_chinese = pc.is_in(f.last.values, pa.array(FAMILY_NAMES)).to_numpy(zero_copy_only=False)
    families = np.where(is_chinese, len(is_chinese), np.arange(len(is_chinese)))
    return combine(map_codes(f.first, letters.codes), map_codes(f.last, families))


def _prefix(encoded: Encoded, length: int) -> np.ndarray:
    return map_codes(encoded, encode(pc.utf8_slice_codeunits(encoded.values, 0, length)).codes)


def _suffix(encoded: Encoded, length: int) -> np.ndarray:
    ends = (
        pc.utf8_slice_codeunits(encoded.values, -length)
        if not encoded.is_empty
        else pa.array([], pa.string())
    )
    return map_codes(encoded, encode(ends).codes)
