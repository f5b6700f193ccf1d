"""Which products are bought together, shrunk where few orders say so."""

from __future__ import annotations

import numpy as np
from scipy import sparse

#: Orders with more different products than this teach nothing: they are stock for a shop, not one
#: person's taste (measured in docs/benchmarks.md), and a basket of n costs n * n pairs. Where the
#: company's ordinary basket is larger, its median is the limit, up to LARGEST_BASKET.
USUAL_BASKET = 20
LARGEST_BASKET = 100
#: A pair seen in n orders keeps n / (n + SHRINKAGE) of its affinity: one coincidence is little.
SHRINKAGE = 10.0
#: Each product keeps its nearest others; the cost of picking grows with them.
NEIGHBOURS = 100


def affinities(baskets: sparse.csr_array) -> sparse.csr_array:
    """Affinity of each product (row) to its nearest others (column), above 0 and at most 1.

    ``baskets``: orders by products, 1 where the order holds the product. The affinity of a pair is
    its cosine (orders with both, over the geometric mean of the orders with each), shrunk. Nearest
    are the ones with the highest affinity; of equal ones those that come first.
    """
    baskets = ordinary(baskets)
    counts = np.asarray(baskets.sum(axis=0), dtype=float).ravel()
    pairs = (baskets.T @ baskets).tocoo()
    off_diagonal = pairs.row != pairs.col
    row, column = pairs.row[off_diagonal], pairs.col[off_diagonal]
    together = pairs.data[off_diagonal].astype(float)
    value = together / np.sqrt(counts[row] * counts[column])
    value *= together / (together + SHRINKAGE)
    return _nearest(row, column, value, baskets.shape[1])


def ordinary(baskets: sparse.csr_array) -> sparse.csr_array:
    """The orders that teach something: two products or more, and no more than is ordinary."""
    sizes = np.diff(baskets.indptr)
    several = sizes[sizes > 1]
    median = int(np.median(several)) if len(several) else 0
    limit = min(max(USUAL_BASKET, median), LARGEST_BASKET)
    return baskets[np.flatnonzero((sizes > 1) & (sizes <= limit))]


def _nearest(row: np.ndarray, column: np.ndarray, value: np.ndarray, size: int) -> sparse.csr_array:
    order = np.lexsort((column, -value, row))
    row, column, value = row[order], column[order], value[order]
    starts = np.searchsorted(row, np.arange(size))
    kept = np.arange(len(row)) - starts[row] < NEIGHBOURS
    shape = (size, size)
    result = sparse.csr_array((value[kept], (row[kept], column[kept])), shape=shape)
    result.sort_indices()
    return result
