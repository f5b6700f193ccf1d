"""Weighed pairs to groups of records: components, and the guard that takes them apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from customer360.identity import guard
from customer360.identity.blocking import Candidates
from customer360.identity.compare import Comparer
from customer360.identity.levels import BY_NAME, PLACE
from customer360.identity.overrides import Overrides, one_voice
from customer360.identity.settings import Settings
from customer360.identity.sharing import CONTACTS
from customer360.identity.weights import Scorer, weight_of

#: Share of their weight with which namesakes speak who differ in a contact.
NAMESAKE_VOICE = 0.4


@dataclass(frozen=True)
class Clustering:
    scorer: Scorer
    #: Weight of each candidate pair.
    weights: np.ndarray
    #: Component and cluster number per record.
    components: np.ndarray
    clusters: np.ndarray
    #: All pairs inside components, candidates or not, and the levels of their comparisons.
    left: np.ndarray
    right: np.ndarray
    levels: np.ndarray
    #: Members of components that no link strength could split; left single.
    too_large: list[np.ndarray]


def cluster_pairs(
    scorer: Scorer,
    comparer: Comparer,
    candidates: Candidates,
    levels: np.ndarray,
    forced: Overrides,
    settings: Settings,
    before: Clustering | None = None,
) -> Clustering:
    """Group the records by their candidate pairs (``levels``: of these), overrides first.

    ``before``: what came out while the scorer knew of no shared contacts. Only what these touch is
    done again.
    """
    count = scorer.features.count
    threshold = weight_of(settings.match_threshold)
    weights = _weights(scorer, levels, candidates, before)
    linked = _force(candidates.left, candidates.right, weights, forced, count)
    labels, too_large = guard.split_large(
        count, candidates.left, candidates.right, linked, threshold
    )
    is_settled = _settled(scorer, labels, before)
    # Settled records stand alone for now.
    open_labels = np.where(is_settled, count + np.arange(count), labels)
    left, right = guard.pairs_inside(open_labels)
    inside = _levels_inside(comparer, candidates, levels, left, right)
    guarded, says = guarded_weights(scorer, inside, left, right, threshold)
    guarded = _force(left, right, guarded, forced, count)
    says = np.where(np.abs(guarded) >= guard.FORCED, 1.0, says)
    says = one_voice(says, left, right, guarded, forced.must, count)
    clusters = guard.cluster(
        open_labels, left, right, guarded, says, threshold, settings.max_records_per_customer
    )
    if before is not None:
        clusters = np.where(is_settled, before.clusters, clusters)
        stays = is_settled[before.left]
        left = np.concatenate([before.left[stays], left])
        right = np.concatenate([before.right[stays], right])
        inside = np.concatenate([before.levels[:, stays], inside], axis=1)
    return Clustering(scorer, weights, labels, clusters, left, right, inside, too_large)


def _levels_inside(
    comparer: Comparer, candidates: Candidates, levels: np.ndarray, left, right
) -> np.ndarray:
    """Levels of pairs of which most are candidates, whose ``levels`` are known."""
    count = np.int64(comparer.features.count)
    known, wanted = candidates.left * count + candidates.right, left * count + right
    place = np.minimum(np.searchsorted(known, wanted), max(len(known) - 1, 0))
    is_new = known[place] != wanted if len(known) else np.ones(len(wanted), dtype=bool)
    result = np.empty((len(levels), len(wanted)), dtype=levels.dtype)
    result[:, ~is_new] = levels[:, place[~is_new]]
    result[:, is_new] = comparer.levels(left[is_new], right[is_new])
    return result


def _weights(
    scorer: Scorer, levels: np.ndarray, candidates: Candidates, before: Clustering | None
) -> np.ndarray:
    left, right = candidates.left, candidates.right
    if before is None:
        return scorer.weights(levels, left, right)
    rows = np.flatnonzero(scorer.number_shared(left, right))
    weights = before.weights.copy()
    weights[rows] = scorer.weights(levels[:, rows], left[rows], right[rows])
    return weights


def _settled(scorer: Scorer, labels: np.ndarray, before: Clustering | None) -> np.ndarray:
    """Whether each record's component is as before, and no pair of it has a shared contact."""
    if before is None:
        return np.zeros(len(labels), dtype=bool)
    is_changed = np.zeros(len(labels), dtype=bool)
    is_same = np.ones(len(labels), dtype=bool)
    for now, then in zip(_first_and_size(labels), _first_and_size(before.components), strict=True):
        is_same &= now == then
    is_changed[labels[~is_same]] = True
    touched = scorer.number_shared(before.left, before.right) > 0
    is_changed[labels[before.left[touched]]] = True
    return ~is_changed[labels]


def _first_and_size(labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The first record and the size of each record's component."""
    first, rows = np.zeros(labels.max(initial=0) + 1, dtype=np.int64), np.arange(len(labels))
    # The last one written is the first record.
    first[labels[::-1]] = rows[::-1]
    return first[labels], np.bincount(labels)[labels]


def guarded_weights(scorer: Scorer, levels, left, right, threshold: float):
    """Weight of each pair for the guard, and whether it has a say (1.0 or 0.0).

    Likely pairs speak with their whole weight. The others got into one component by their
    neighbours: the prior of two random records is no argument against them any more, only evidence
    is. A clearly different birth date or national id speaks even where the names agree, another
    first name even where phone and address do. Namesakes with another phone or e-mail speak softly:
    they are two people about as often as one who has changed it. A pair that shares nothing to
    compare about the person (records that hold one identifier each) knows nothing, stays silent.
    """
    weights, against_household = scorer.weights_and_household(levels, left, right)
    is_likely = weights >= threshold
    evidence = np.minimum(weights - scorer.model.prior_weight, 0.0)
    evidence = np.minimum(evidence, scorer.lasting_conflict(levels))
    evidence = np.minimum(evidence, against_household)
    softly = NAMESAKE_VOICE * np.minimum(weights, 0.0)
    evidence = np.where(_are_parted_namesakes(levels), np.minimum(evidence, softly), evidence)
    says = is_likely | ((evidence < 0) & scorer.has_personal(levels))
    guarded = np.clip(np.where(is_likely, weights, evidence), -guard.CLIP, guard.CLIP)
    return guarded, says.astype(float)


def _force(left, right, weights, forced: Overrides, count: int) -> np.ndarray:
    weights = weights.copy()
    keys = left.astype(np.int64) * count + right
    for pairs, weight in ((forced.must, guard.FORCED), (forced.cannot, -guard.FORCED)):
        if len(pairs):
            weights[np.isin(keys, pairs[:, 0] * np.int64(count) + pairs[:, 1])] = weight
    return weights


def _are_parted_namesakes(levels) -> np.ndarray:
    """Pairs that agree in both names and in nothing else, and have a different phone or e-mail."""
    agrees = levels[PLACE["names_together"]] == BY_NAME["names_together"].level("alone")
    differs = [
        levels[PLACE[contact]] == BY_NAME[contact].level("different") for contact in CONTACTS
    ]
    return agrees & np.logical_or.reduce(differs)
