"""Customers from the decisions about pairs: groups, anchor, stable id, confidence."""

from __future__ import annotations

import hashlib

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.identity.guard import components
from customer360.identity.schema import CLUSTERS


def customers_of(records: pa.Table, pairs: pa.Table) -> pa.Table:
    """The customer of each record of ONE company, see schema.CLUSTERS.

    ``pairs`` are the explained pairs of ``resolve``: all pairs inside a customer are among them.
    ``confidence`` is the match probability of the record's strongest link, 1.0 for a record on its
    own; ``linked_by`` is that link's rule.
    """
    records = records.sort_by("record_key").combine_chunks()
    keys = records["record_key"].combine_chunks()
    linked = pairs.filter(_is_together(pairs))
    left, right = (
        pc.index_in(linked[name], keys).to_numpy() for name in ("record_key_a", "record_key_b")
    )
    anchor = _anchors(records, components(len(keys), left, right))
    anchors, of_anchor = np.unique(anchor, return_inverse=True)
    company_ids = records["company_id"].combine_chunks()
    ids = [customer_id(company_ids[row].as_py(), keys[row].as_py()) for row in anchors.tolist()]
    confidence, linked_by = _strongest_link(len(keys), left, right, linked)
    return pa.table(
        [
            company_ids,
            keys,
            pa.array(ids, pa.string()).take(pa.array(of_anchor)),
            keys.take(pa.array(anchor)),
            pa.array(confidence),
            pa.array(linked_by, pa.string()),
        ],
        schema=CLUSTERS,
    )


def _is_together(pairs: pa.Table) -> pa.ChunkedArray:
    forced_together = pc.and_(
        pc.equal(pairs["decision"], "forced"), pc.equal(pairs["rule"], "must_link")
    )
    return pc.or_(pc.equal(pairs["decision"], "linked"), forced_together)


def _strongest_link(count: int, left, right, linked: pa.Table) -> tuple[np.ndarray, np.ndarray]:
    """Per record the probability and the rule of its strongest link."""
    rows = np.concatenate([left, right])
    order = np.argsort(np.tile(linked["match_weight"].to_numpy(), 2), kind="stable")
    confidence = np.ones(count)
    confidence[rows[order]] = np.tile(linked["match_probability"].to_numpy(), 2)[order]
    linked_by = np.full(count, "single", dtype=object)
    linked_by[rows[order]] = np.tile(linked["rule"].to_numpy(zero_copy_only=False), 2)[order]
    return confidence, linked_by


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
