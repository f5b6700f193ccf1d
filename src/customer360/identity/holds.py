"""Customers that an erasure may not move: who was one person before, while nothing else is said.

The model of matches is learned from all records, so taking some out can tip pairs of others. What
would have tipped is held: groups of records with the customer each belonged to. Evidence wins over
it: a hold ends where one of its records is gone or says something else, where one is linked to a
record outside, and where a decision of people contradicts it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.identity import guard
from customer360.identity.clustering import Clustering
from customer360.identity.compare import Comparer
from customer360.identity.overrides import Overrides
from customer360.identity.schema import RECORDS

#: Kept beside the landed rows, see landing/contract/bookkeeping_tables.py.
HOLDS = pa.schema(
    [
        (name, pa.string())
        for name in ("company_id", "hold_id", "record_key", "customer_id", "evidence")
    ]
)
_SEPARATOR = "\x1f"


@dataclass(frozen=True)
class Hold:
    #: Its records by row number in ascending order, and the customer of each, numbered from 0.
    rows: np.ndarray
    customers: np.ndarray


def evidence_of(records: pa.Table, links: pa.Table, keys: set[str]) -> dict[str, str]:
    """Digests of all that the records with these keys say, and of their links to any record.

    ``records`` as of schema.RECORDS, ``links`` as of schema.IDENTIFIER_LINKS.
    """
    wanted = pa.array(sorted(keys), pa.string())
    partners: dict[str, set[str]] = {key: set() for key in keys}
    for one, other in (("record_key_a", "record_key_b"), ("record_key_b", "record_key_a")):
        rows = links.filter(pc.is_in(links[one], wanted)).select([one, other, "link_type"])
        for row in rows.to_pylist():
            partners[row[one]].add(f"{row[other]}{_SEPARATOR}{row['link_type']}")
    digests = {}
    for row in records.filter(pc.is_in(records["record_key"], wanted)).to_pylist():
        said = [str(row[name]) if row[name] is not None else "\0" for name in RECORDS.names]
        text = _SEPARATOR.join([*said, *sorted(partners[row["record_key"]])])
        digests[row["record_key"]] = sha256(text.encode()).hexdigest()
    return digests


def read_holds(holds: pa.Table, records: pa.Table, links: pa.Table, keys: pa.Array) -> list[Hold]:
    """The holds of ONE company whose records are all there and say what they said.

    ``keys``: of the records, whose places are the row numbers.
    """
    if len(holds) == 0:
        return []
    digests = evidence_of(records, links, set(holds["record_key"].to_pylist()))
    places = pc.index_in(holds["record_key"], keys).to_pylist()
    members: dict[str, list[tuple[int | None, str, bool]]] = {}
    for row, place in zip(holds.to_pylist(), places, strict=True):
        is_same = digests.get(row["record_key"]) == row["evidence"]
        members.setdefault(row["hold_id"], []).append((place, row["customer_id"], is_same))
    unchanged = {
        name: rows for name, rows in members.items() if all(is_same for _, _, is_same in rows)
    }
    return [
        Hold(
            np.array([place for place, _, _ in rows]),
            np.unique([customer for _, customer, _ in rows], return_inverse=True)[1],
        )
        for _, rows in sorted((name, sorted(rows)) for name, rows in unchanged.items())
    ]


def keep_held(
    found: Clustering, comparer: Comparer, holds: list[Hold], forced: Overrides
) -> tuple[Clustering, np.ndarray]:
    """The clustering with what is held in its place, and the hold of each record (-1 for none)."""
    clusters, hold_of = found.clusters.copy(), np.full(len(found.clusters), -1)
    sizes = np.bincount(clusters, minlength=1)
    for number, hold in enumerate(holds):
        touched = np.unique(found.clusters[hold.rows])
        meets_others = sizes[touched].sum() != len(hold.rows)
        if meets_others or _contradicts(hold, forced):
            continue
        # Each is called after its first record; no other cluster has such a number.
        first = np.full(hold.customers.max() + 1, len(clusters), dtype=np.int64)
        np.minimum.at(first, hold.customers, hold.rows)
        clusters[hold.rows] = len(sizes) + first[hold.customers]
        hold_of[hold.rows] = number
    if (hold_of < 0).all():
        return found, hold_of
    # Pairs inside a customer are all looked at, also where no link joins them any more.
    left, right = guard.pairs_inside(np.where(hold_of < 0, -1, clusters))
    is_new = found.components[left] != found.components[right]
    left, right = left[is_new], right[is_new]
    levels = comparer.levels(left, right)
    return replace(
        found,
        clusters=clusters,
        left=np.concatenate([found.left, left]),
        right=np.concatenate([found.right, right]),
        levels=np.concatenate([found.levels, levels], axis=1),
    ), hold_of


def _contradicts(hold: Hold, forced: Overrides) -> bool:
    """Whether people have said otherwise about two of its records."""
    for pairs, is_one in ((forced.must, True), (forced.cannot, False)):
        inside = pairs[np.isin(pairs, hold.rows).all(axis=1)]
        left, right = hold.customers[np.searchsorted(hold.rows, inside)].reshape(-1, 2).T
        if ((left == right) != is_one).any():
            return True
    return False
