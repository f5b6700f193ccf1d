"""The overmerge guard: average linkage over all pairs of a component.

Connected components join two people by one bad link. Here every pair inside a component has a say:
two groups are merged only while the average of the weights between them stays above the threshold.
Components of one size are clustered together as one array; nothing loops over small components.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from customer360.identity.blocking import pairs_within

#: Weights are clipped here, so that no single pair outvotes many.
CLIP = 12.0
#: Larger components are split first, by asking for stronger links.
MAX_COMPONENT = 200
_STEP = 2.0
_STRONGEST = 60.0
#: Weight of a pair that an override decides.
FORCED = 1e9
#: No average of ordinary weights comes near this one.
_SURELY_FORCED = 1e4
_ARRAY_CELLS = 2_000_000


def components(count: int, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Component number per record; numbered by first record."""
    graph = coo_array((np.ones(len(left), np.int8), (left, right)), shape=(count, count))
    return connected_components(graph, directed=False)[1]


def split_large(
    count: int, left, right, weights, threshold: float, largest: int = MAX_COMPONENT
) -> tuple[np.ndarray, list[np.ndarray]]:
    """Components of links above the threshold; too large ones are split by stronger links.

    Returns the component per record, and the members of each component that was too large. Records
    that no link strength separates are left single.
    """
    keep = weights >= threshold
    left, right, weights = left[keep], right[keep], weights[keep]
    labels = components(count, left, right)
    sizes = np.bincount(labels, minlength=1)
    too_large = [np.flatnonzero(labels == label) for label in np.flatnonzero(sizes > largest)]
    step = threshold
    while sizes.max(initial=0) > largest and step < FORCED:
        # Past the strongest links only those that people forced stay.
        step = step + _STEP if step < _STRONGEST else FORCED
        is_large = sizes > largest
        drop = is_large[labels[left]] & (weights < step)
        left, right, weights = left[~drop], right[~drop], weights[~drop]
        labels = components(count, left, right)
        sizes = np.bincount(labels, minlength=1)
    return labels, too_large


def pairs_inside(labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All pairs of records with one label, left < right, in no order."""
    left, right, _ = pairs_within(labels.astype(np.int64), None)
    return left, right


def cluster(
    labels: np.ndarray,
    left: np.ndarray,
    right: np.ndarray,
    weights: np.ndarray,
    counts: np.ndarray,
    threshold: float,
    cap: int,
) -> np.ndarray:
    """Final cluster per record: the number of its first record.

    ``left``, ``right``: all pairs inside components; ``weights`` their guarded weights;
    ``counts`` 1 where a pair has a say, 0 where it knows nothing.
    """
    clusters = np.arange(len(labels))
    sizes = np.bincount(labels)
    order = np.argsort(labels, kind="stable")
    starts = np.cumsum(sizes) - sizes
    position = np.empty(len(labels), dtype=np.int64)
    position[order] = np.arange(len(labels)) - np.repeat(starts, sizes)
    pair_label = labels[left]
    pair_order = np.argsort(pair_label, kind="stable")
    pair_starts = np.append(0, np.cumsum(np.bincount(pair_label, minlength=len(sizes))))
    for size in np.unique(sizes[sizes > 1]):
        of_size = np.flatnonzero(sizes == size)
        for chunk in np.array_split(of_size, -(-len(of_size) * size * size // _ARRAY_CELLS)):
            slot = np.full(len(sizes), -1)
            slot[chunk] = np.arange(len(chunk))
            width = size * (size - 1) // 2
            rows = pair_order[(pair_starts[chunk][:, None] + np.arange(width)[None, :]).ravel()]
            a, b = position[left[rows]], position[right[rows]]
            place = slot[pair_label[rows]]
            sums = np.zeros((len(chunk), size, size))
            says = np.zeros((len(chunk), size, size))
            for i, j in ((a, b), (b, a)):
                sums[place, i, j] = weights[rows] * counts[rows]
                says[place, i, j] = counts[rows]
            members = order[starts[chunk][:, None] + np.arange(size)[None, :]]
            merged = average_linkage(sums, says, threshold, cap)
            clusters[members] = np.take_along_axis(members, merged, axis=1)
    return clusters


def average_linkage(sums: np.ndarray, says: np.ndarray, threshold: float, cap: int) -> np.ndarray:
    """Agglomerate many components of one size at once.

    ``sums`` and ``says`` (components, size, size) are symmetric and are changed. Returns for each
    member the place of the first member of its group.
    """
    batch, size, _ = sums.shape
    groups = np.tile(np.arange(size), (batch, 1))
    held = np.ones((batch, size), dtype=np.int64)
    active = np.arange(batch)
    for _ in range(size - 1):
        s, n = sums[active], says[active]
        with np.errstate(invalid="ignore", divide="ignore"):
            average = np.where(n > 0, s / n, -np.inf)
        if size > cap:
            together = held[active][:, :, None] + held[active][:, None, :]
            average[(together > cap) & (average < _SURELY_FORCED)] = -np.inf
        best = average.reshape(len(active), -1).argmax(axis=1)
        value = average.reshape(len(active), -1)[np.arange(len(active)), best]
        go = value >= threshold
        active, best = active[go], best[go]
        if len(active) == 0:
            break
        i, j = np.divmod(best, size)
        i, j = np.minimum(i, j), np.maximum(i, j)
        for array in (sums, says):
            array[active, i] += array[active, j]
            array[active, :, i] += array[active, :, j]
            array[active, i, i] = 0.0
            array[active, j] = 0.0
            array[active, :, j] = 0.0
        held[active, i] += held[active, j]
        target = groups[active]
        target[target == j[:, None]] = np.repeat(i, (target == j[:, None]).sum(axis=1))
        groups[active] = target
    return groups
