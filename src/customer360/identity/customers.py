"""Customers from the decisions about pairs: groups, anchor, stable id, confidence."""

from __future__ import annotations

import hashlib
from itertools import repeat

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.identity.encoded import encode
from customer360.identity.guard import components
from customer360.identity.schema import CLUSTERS, sorted_by_key

#: Row numbers of the left and of the right record of pairs.
Ends = tuple[np.ndarray, np.ndarray]
READ_BY_CUSTOMERS = [
    "company_id",
    "record_key",
    "first_seen_at",
    "source_system",
    "source_record_id",
]
_READ_OF_PAIRS = ["record_key_a", "record_key_b", "match_weight", "match_probability", "rule"]


def customers_of(records: pa.Table, pairs: pa.Table, ends: Ends | None = None) -> pa.Table:
    """The customer of each record of ONE company, see schema.CLUSTERS.

    ``pairs`` are the explained pairs of ``resolve``: all pairs inside a customer are among them.
    ``ends``: the places of the two records of each pair in the order of keys, where they are known.
    ``confidence`` is the match probability of the record's strongest link, 1.0 for a record on its
    own; ``linked_by`` is that link's rule.
    """
    records = sorted_by_key(records.select(READ_BY_CUSTOMERS))
    keys = records["record_key"].chunk(0)
    is_together = _is_together(pairs)
    linked = pairs.select(_READ_OF_PAIRS).filter(is_together)
    left, right = _ends(linked, keys) if ends is None else _among(ends, is_together)
    rank = _ranks(records)
    anchor = _anchors(rank, components(len(keys), left, right))
    anchors, of_anchor = np.unique(anchor, return_inverse=True)
    company_ids = records["company_id"].chunk(0)
    split = _split_pairs(pairs, keys)
    named, is_apart = _named_after(anchors, of_anchor, rank, split)
    company_id, named_keys = company_ids[0].as_py(), keys.take(pa.array(named)).to_pylist()
    ids = list(map(customer_id, repeat(company_id), named_keys, is_apart.tolist()))
    confidence, linked_by = _strongest_link(len(keys), left, right, linked)
    return pa.table(
        [
            company_ids,
            keys,
            pa.array(ids, pa.string()).take(pa.array(of_anchor)),
            keys.take(pa.array(anchor)),
            pa.array(confidence),
            linked_by,
            pa.array(np.arange(1, len(keys) + 1), pa.int32()),
            pa.array(of_anchor + 1, pa.int32()),
        ],
        schema=CLUSTERS,
    )


def _ends(pairs: pa.Table, keys: pa.Array) -> Ends:
    # Looked up at once: the keys are hashed once for both ends.
    names = pa.chunked_array(
        [*pairs["record_key_a"].chunks, *pairs["record_key_b"].chunks], pa.string()
    )
    left, right = np.split(pc.index_in(names, keys).to_numpy(), 2)
    return left, right


def _among(ends: Ends, is_kept: pa.ChunkedArray) -> Ends:
    left, right = (side[is_kept.to_numpy()] for side in ends)
    return left, right


def _is_together(pairs: pa.Table) -> pa.ChunkedArray:
    forced_together = pc.and_(
        pc.equal(pairs["decision"], "forced"), pc.equal(pairs["rule"], "must_link")
    )
    return pc.or_(pc.equal(pairs["decision"], "linked"), forced_together)


def _strongest_link(count: int, left, right, linked: pa.Table) -> tuple[np.ndarray, pa.Array]:
    """Per record the probability and the rule of its strongest link."""
    rows = np.concatenate([left, right])
    order = np.argsort(np.tile(linked["match_weight"].to_numpy(), 2), kind="stable")
    confidence = np.ones(count)
    confidence[rows[order]] = np.tile(linked["match_probability"].to_numpy(), 2)[order]
    rules = encode(linked["rule"])
    codes = np.full(count, len(rules.values))
    codes[rows[order]] = np.tile(rules.codes, 2)[order]
    names = pa.concat_arrays([rules.values, pa.array(["single"], pa.string())])
    return confidence, names.take(pa.array(codes))


def _ranks(records: pa.Table) -> np.ndarray:
    """Place of each record in the order first seen, then system, then record id."""
    table = pa.table(
        {
            "seen": records["first_seen_at"],
            "system": records["source_system"],
            "id": records["source_record_id"],
            "key": records["record_key"],
        }
    )
    order = pc.sort_indices(
        table, [(name, "ascending", "at_end") for name in ("seen", "system", "id", "key")]
    ).to_numpy()
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank


def _anchors(rank: np.ndarray, clusters: np.ndarray) -> np.ndarray:
    """Row of the first record of each record's cluster."""
    first = np.full(len(clusters), len(clusters))
    np.minimum.at(first, clusters, rank)
    return np.argsort(rank)[first[clusters]]


def _split_pairs(pairs: pa.Table, keys: pa.Array) -> list[tuple[int, int]]:
    """Rows of pairs that would be of one customer if people did not keep them apart."""
    kept_apart = pairs.select(["record_key_a", "record_key_b"]).filter(pairs["is_parted"])
    if len(kept_apart) == 0:
        return []
    sides = (pc.index_in(kept_apart[name], keys) for name in ("record_key_a", "record_key_b"))
    return list(zip(*(side.to_pylist() for side in sides), strict=True))


def _named_after(
    anchors: np.ndarray, of_anchor: np.ndarray, rank: np.ndarray, split: list[tuple[int, int]]
) -> tuple[np.ndarray, np.ndarray]:
    """For each customer the record that names it, and whether it had to give that name away.

    A customer is named after its first record. Where people split one customer in two, the larger
    part keeps the name of the whole, and the part with the first record takes another.
    """
    named, is_apart = anchors.copy(), np.zeros(len(anchors), dtype=bool)
    if not split:
        return named, is_apart
    sizes = np.bincount(of_anchor)
    left, right = of_anchor[np.array(split)].T
    wholes = components(len(anchors), left, right)
    for whole in np.unique(wholes[left]).tolist():
        parts = np.flatnonzero(wholes == whole).tolist()
        first = min(parts, key=lambda part: rank[anchors[part]])
        largest = max(parts, key=lambda part: (sizes[part], part == first, -rank[anchors[part]]))
        if largest != first:
            named[largest] = named[first] = anchors[first]
            is_apart[first] = True
    return named, is_apart


def customer_id(company_id: str, anchor_record_key: str, is_apart: bool = False) -> str:
    """The stable id of a customer: a digest of the company and the record it is named after.

    The same as the macro ``surrogate_key`` makes of the two columns, so that every id that was ever
    given out leads, by its record, to today's customer. ``is_apart``: the larger part of a split
    customer has taken the name.
    """
    text = f"{company_id}\x1f{anchor_record_key}" + ("\x1fapart" if is_apart else "")
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
