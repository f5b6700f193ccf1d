"""Final clusters as customers: anchor, stable id, confidence."""

from __future__ import annotations

import hashlib

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.identity.schema import CLUSTERS
from customer360.identity.weights import probability


def clusters_table(company_id, records, clusters, held, pairs) -> pa.Table:
    keys = records["record_key"].combine_chunks()
    anchor = _anchors(records, clusters)
    ids = np.array([customer_id(company_id, keys[int(row)].as_py()) for row in np.unique(anchor)])
    of_anchor = np.searchsorted(np.unique(anchor), anchor)
    sizes = np.bincount(clusters, minlength=len(clusters))
    linked_by = np.where(sizes[clusters] > 1, "model", "single")
    best = pairs.filter(pc.is_in(pairs["decision"], pa.array(["linked", "forced"])))
    linked_by = _linked_by(best, keys, linked_by)
    return pa.table(
        [
            pa.array([company_id] * len(keys)),
            keys,
            pa.array(ids[of_anchor]),
            keys.take(pa.array(anchor)),
            pa.array(held),
            pa.array(linked_by),
        ],
        schema=CLUSTERS,
    )


def confidence(count: int, left, right, weights, says) -> np.ndarray:
    """Probability by which each record is held in its cluster: of its average informed weight."""
    rows = np.concatenate([left, right])
    total = np.bincount(rows, np.tile(weights * says, 2), minlength=count)
    number = np.bincount(rows, np.tile(says, 2), minlength=count)
    average = np.divide(total, number, out=np.full(count, 60.0), where=number > 0)
    return np.round(probability(average), 6)


def _linked_by(pairs: pa.Table, keys: pa.Array, default: np.ndarray) -> np.ndarray:
    """The rule of the strongest link of each record."""
    if pairs.num_rows == 0:
        return default
    result = default.astype(object)
    weight = pairs["match_weight"].to_numpy()
    rule = pairs["rule"].to_numpy()
    rows = np.concatenate(
        [pc.index_in(pairs[name], keys).to_numpy() for name in ("record_key_a", "record_key_b")]
    )
    order = np.argsort(np.tile(weight, 2), kind="stable")
    result[rows[order]] = np.tile(rule, 2)[order]
    return result


def _anchors(records: pa.Table, clusters: np.ndarray) -> np.ndarray:
    """Row of the anchor of each record's cluster: first seen, then system, then record id."""
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
    first = np.full(len(clusters), len(clusters))
    np.minimum.at(first, clusters, rank)
    return order[first[clusters]]


def customer_id(company_id: str, anchor_record_key: str) -> str:
    """The stable id of a customer: a digest of the company and the cluster's anchor record."""
    text = f"{company_id}\x1f{anchor_record_key}"
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
