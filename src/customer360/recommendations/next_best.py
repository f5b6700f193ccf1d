"""The best products for each customer, among those that may be offered."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

#: A purchase this old says half of what one of today says.
HALF_LIFE_DAYS = 90.0
#: What popularity adds, at most: it ranks what nothing else tells apart.
POPULARITY_WEIGHT = 1e-3
#: Scores held at once: bounds the memory, changes no result.
CELLS = 8_000_000


@dataclass(frozen=True)
class Picks:
    """One entry per pick, by customer and from the best on."""

    customer: np.ndarray
    product: np.ndarray
    rank: np.ndarray  # from 1
    score: np.ndarray
    #: The purchase that says most for it, -1 where none does.
    because: np.ndarray


def interest(age_days: np.ndarray) -> np.ndarray:
    """Weight of purchases by their age in days."""
    return np.exp2(-np.maximum(age_days, 0.0) / HALF_LIFE_DAYS)


def next_best(
    purchases: sparse.csr_array,
    affinity: sparse.csr_array,
    popularity: np.ndarray,
    asked: sparse.csr_array,
    closed: sparse.csr_array,
    sold: np.ndarray,
    count: int,
) -> Picks:
    """At most ``count`` products per customer.

    ``purchases``, ``asked``, ``closed``: customers by products. ``purchases`` holds weights of what
    was bought (`interest`), ``asked`` is nonzero at what the customer waits for (wished, or used
    up), ``closed`` at what must not be offered. ``popularity``: of each product, from 0 to 1.
    ``sold``: whether each product may be offered at all.

    The score is s / (1 + s), s the affinities of the purchases added up, and 1 more for what was
    asked for; popularity decides the rest. Of equal scores the product that comes first wins.
    """
    of_interest = np.diff(purchases.indptr) + np.diff(asked.indptr) + np.diff(closed.indptr) > 0
    blank = np.flatnonzero(~of_interest)
    # Those of whom nothing is known are all offered the same: one of them is worked out.
    rows = np.concatenate([np.flatnonzero(of_interest), blank[:1]])
    step = max(1, CELLS // max(len(sold), 1))
    parts = [rows[start : start + step] for start in range(0, len(rows), step)]
    batches = [
        _picks_of(part, purchases, affinity, popularity, asked, closed, sold, count)
        for part in parts
    ]
    columns = zip(*batches, strict=True) if batches else [[]] * 5
    return _repeated(Picks(*(np.concatenate([np.empty(0, int), *one]) for one in columns)), blank)


def _repeated(picks: Picks, blank: np.ndarray) -> Picks:
    """The picks of the first of these customers given to all of them, in order of customers."""
    if len(blank) < 2:
        return picks
    model = np.flatnonzero(picks.customer == blank[0])
    others = np.tile(model, len(blank) - 1)
    customer = np.concatenate([picks.customer, np.repeat(blank[1:], len(model))])
    columns = [
        np.concatenate([column, column[others]])
        for column in (picks.product, picks.rank, picks.score, picks.because)
    ]
    order = np.lexsort((columns[1], customer))
    return Picks(customer[order], *(column[order] for column in columns))


def _picks_of(part, purchases, affinity, popularity, asked, closed, sold, count):
    bought = purchases[part]
    score = np.tile(np.where(sold, POPULARITY_WEIGHT * popularity, -np.inf), (len(part), 1))
    near = (bought @ affinity).tocoo()
    wanted, barred = asked[part].tocoo(), closed[part].tocoo()
    score[near.row, near.col] += near.data / (1.0 + near.data)
    score[wanted.row, wanted.col] += 1.0
    score[barred.row, barred.col] = -np.inf
    customer, rank, product, chosen = _best(score, min(count, score.shape[1]))
    because = _because(bought, affinity, customer, product)
    return part[customer], product, rank + 1, chosen, because


def _best(score: np.ndarray, count: int) -> tuple[np.ndarray, ...]:
    """Row, place, column and value of the highest scores of each row that are above 0.

    Of equal ones those that come first. ``score`` is used up: what was picked is taken out, so that
    a few rounds find a few places without sorting the rows.
    """
    rows = np.arange(len(score))
    columns = np.empty((len(score), count), dtype=np.int64)
    values = np.empty((len(score), count))
    for place in range(count):
        best = columns[:, place] = score.argmax(axis=1)
        values[:, place] = score[rows, best]
        score[rows, best] = -np.inf
    row, place = np.nonzero(values > 0)
    return row, place, columns[row, place], values[row, place]


def _because(bought, affinity, customer: np.ndarray, product: np.ndarray) -> np.ndarray:
    """The purchase whose affinity to the pick weighs most; of equal ones the first."""
    sizes = np.diff(bought.indptr)[customer]
    pick = np.repeat(np.arange(len(customer)), sizes)
    offset = np.arange(len(pick)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    place = bought.indptr[customer[pick]] + offset
    source = bought.indices[place]
    weight = bought.data[place] * _at(affinity, source, product[pick])
    order = np.lexsort((source, -weight, pick))
    first = np.searchsorted(pick[order], np.arange(len(customer)))
    result = np.full(len(customer), -1)
    some = np.flatnonzero(sizes > 0)
    best = order[first[some]]
    result[some] = np.where(weight[best] > 0, source[best], -1)
    return result


def _at(matrix: sparse.csr_array, row: np.ndarray, column: np.ndarray) -> np.ndarray:
    """Entries of a matrix with sorted indices, 0 where it has none."""
    if not matrix.nnz:
        return np.zeros(len(row))
    width = matrix.shape[1]
    rows = np.repeat(np.arange(matrix.shape[0], dtype=np.int64), np.diff(matrix.indptr))
    keys = rows * width + matrix.indices
    wanted = row.astype(np.int64) * width + column
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[place] == wanted, matrix.data[place], 0.0)
