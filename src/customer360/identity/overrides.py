"""Decisions of people: they always win, and must not contradict each other.

What a system says it has merged is followed like them, but not against them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from customer360.identity.guard import FORCED, components
from customer360.identity.schema import IdentityInputError

_KINDS = ("must_link", "cannot_link", "merge")
#: Contradictions that an error names one by one.
_NAMED = 1000


@dataclass(frozen=True)
class Overrides:
    #: Row pairs (n x 2), left < right; merges that are followed are among must.
    must: np.ndarray
    cannot: np.ndarray
    #: Merges that would join what people keep apart.
    refused: np.ndarray


def row_pairs(table: pa.Table, keys: pa.Array) -> np.ndarray:
    """Row numbers (n x 2, left < right) of the table's two record keys.

    Pairs of which a record is not there, and pairs of one record with itself, are dropped.
    """
    if len(table) == 0:
        return np.empty((0, 2), dtype=np.int64)
    a, b = (
        pc.fill_null(pc.index_in(table[name], keys), -1).to_numpy().astype(np.int64)
        for name in ("record_key_a", "record_key_b")
    )
    known = (a >= 0) & (b >= 0) & (a != b)
    pairs = np.stack([np.minimum(a, b)[known], np.maximum(a, b)[known]], axis=1)
    return np.unique(pairs, axis=0)


def is_among(left, right, pairs: np.ndarray, count: int) -> np.ndarray:
    """Whether each pair of rows (``left``, ``right``) of ``count`` records is one of ``pairs``."""
    if len(pairs) == 0:
        return np.zeros(len(left), dtype=bool)
    return np.isin(left.astype(np.int64) * count + right, pairs[:, 0] * count + pairs[:, 1])


def read_overrides(company_id: str, table: pa.Table, keys: pa.Array) -> Overrides:
    """The company's overrides as row numbers.

    Raises IdentityInputError for an unknown kind of link and for a cannot_link between records
    that must_links join.
    """
    unknown = sorted(str(kind) for kind in set(pc.unique(table["link"]).to_pylist()) - set(_KINDS))
    if unknown:
        raise IdentityInputError(
            f"company {company_id}: identity override with link {', '.join(unknown)}; "
            f"known are {', '.join(_KINDS)}"
        )
    must, cannot, merged = (
        row_pairs(table.filter(pc.equal(table["link"], kind)), keys) for kind in _KINDS
    )
    group = components(len(keys), must[:, 0], must[:, 1])
    bad = np.flatnonzero(group[cannot[:, 0]] == group[cannot[:, 1]])
    if len(bad):
        names = "; ".join(
            f"{keys[int(a)].as_py()} and {keys[int(b)].as_py()}" for a, b in cannot[bad][:_NAMED]
        )
        more = f" (and {len(bad) - _NAMED} more)" if len(bad) > _NAMED else ""
        raise IdentityInputError(
            f"company {company_id}: {len(bad)} identity overrides contradict others: cannot_link "
            f"between records that must_link joins, directly or through others: {names}{more}"
        )
    is_refused = _joins_what_is_apart(merged, cannot, group)
    must = np.unique(np.concatenate([must, merged[~is_refused]]), axis=0)
    return Overrides(must, cannot, merged[is_refused])


def _joins_what_is_apart(merged: np.ndarray, cannot: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Whether each merge would join two records of ``cannot``, by itself or with other merges.

    ``group``: of each record, what must_links join. Of a chain of merges from one to the other,
    those at its two ends are meant: which merge is the wrong one nobody knows, but these are about
    the records that people decided about.
    """
    merges, apart = group[merged], group[cannot]
    joined = components(len(group), merges[:, 0], merges[:, 1])
    apart = apart[joined[apart[:, 0]] == joined[apart[:, 1]]]
    # Few of many: only what hangs together with such a pair is looked at, by numbers of its own.
    is_refused = np.isin(joined[merges[:, 0]], joined[apart[:, 0]])
    near = merges[is_refused]
    groups, ends = np.unique(np.concatenate([near, apart]), return_inverse=True)
    ends = ends.reshape(-1, 2)
    is_refused[is_refused] = _on_the_way(ends[: len(near)], ends[len(near) :], len(groups))
    return is_refused


def _on_the_way(merges: np.ndarray, apart: np.ndarray, count: int) -> np.ndarray:
    """Whether each merge leads from one of a pair straight towards the other."""
    left, right = merges.T
    leads = np.zeros(len(merges), dtype=bool)
    for pair in apart.tolist():
        for one, other in (pair, pair[::-1]):
            is_own = (left == one) | (right == one)
            others = components(count, left[~is_own], right[~is_own])
            leads |= is_own & (others[np.where(left == one, right, left)] == others[other])
    return leads


def one_voice(says, left, right, weights, must: np.ndarray, count: int) -> np.ndarray:
    """Records that a must_link joins are one person: towards others only their best pair speaks."""
    if len(must) == 0:
        return says
    group = components(count, must[:, 0], must[:, 1])
    is_joined = np.bincount(group, minlength=count)[group] > 1
    rows = np.flatnonzero((is_joined[left] | is_joined[right]) & (group[left] != group[right]))
    pairs = pd.DataFrame(
        {
            "low": np.minimum(group[left[rows]], group[right[rows]]),
            "high": np.maximum(group[left[rows]], group[right[rows]]),
            "weight": weights[rows],
        }
    )
    best = pairs.groupby(["low", "high"])["weight"].transform("max").to_numpy()
    says = says.copy()
    # A cannot_link is never outvoted.
    is_outvoted = (weights[rows] < best) & (weights[rows] > -FORCED)
    says[rows[is_outvoted & (best > 0)]] = 0.0
    return says
