"""Unsupervised training: expectation-maximisation inside tight blocks.

Over all candidate pairs EM finds the wrong classes ("same household", "same first name"). Inside a
tight block (one birth date, one full name, one e-mail) the two classes are one person and
strangers, and strangers look like random pairs: their shares are fixed, only the shares of matches
are learned, and averaged over the blocks.
"""

from __future__ import annotations

import numpy as np

from customer360.identity.blocking import Candidates
from customer360.identity.compare import Comparer
from customer360.identity.frequencies import ValueShares
from customer360.identity.levels import ALL, BY_NAME, PLACE
from customer360.identity.namesakes import NAMES
from customer360.identity.weights import (
    HOUSEHOLDS_TRUST,
    MATCHES_TRUST,
    USUAL_PER_RECORD,
    Model,
    Scorer,
    prior_probability,
    probability,
)

#: Pairs that stand for all strangers: so many, and of few records so many for each, as more of
#: them say the same again and cost a small company the most of its time.
RANDOM_PAIRS, RANDOM_PAIRS_PER_RECORD = 300_000, 100
BLOCK_PAIRS = 200_000
ROUNDS = 3
EM_STEPS = 25
#: Pairs' worth of trust in the built-in shares.
RANDOM_TRUST = 300.0
MATCH_TRUST = 30.0
#: So many pairs of a tight block may be strangers, however few chance brings together.
FEW_STRANGERS = 10
#: Pairs' worth of trust in the usual factor by which namesakes exceed chance, and its most.
NAMESAKES_TRUST = 10.0
#: A name of at most so many people is rare.
RARE_NAME = 3
#: What is equal in a tight block, by comparison: the levels that its pairs may have.
TIGHT: dict[str, tuple[str, ...]] = {
    "first_name": ("exact", "close"),
    "last_name": ("exact", "close"),
    "names_together": ("both",),
    "birth_date": ("exact",),
    "email": ("exact",),
    "national_id": ("exact",),
}
#: Records' worth of trust in the usual number of records of one person.
MATES_TRUST = 50
NAMESAKE_FACTORS = (1.5, 16.0)
#: Of the pairs that the learnt evidence gives .4 half are one person (DECISIONS.md). Companies of
#: few records stay careful; in one of so many half of it is believed.
UNDERSTATED, CAREFUL_RECORDS = 0.58, 5000
_SMALLEST_SHARE = 1e-7


def train(
    comparer: Comparer, candidates: Candidates, levels: np.ndarray, shares: ValueShares
) -> Model:
    """The model of one company, from its own pairs and the built-in shares."""
    features = comparer.features
    model = Model.default(features.count)
    left, right = random_pairs(features.count)
    random_levels = comparer.levels(left, right)
    blocks = _tight_blocks(levels)
    bearers = shares.whole_names.records_of_name(candidates.left, candidates.right)
    for _ in range(ROUNDS):
        scorer = Scorer(features, model, shares)
        # Matches among the random pairs of a small company would spoil the strangers' shares.
        strangers = 1 - probability(scorer.weights(random_levels, left, right))
        model.random = _random_shares(random_levels, strangers)
        is_rare = bearers <= RARE_NAME * (1 + model.mates)
        of_rare_names = list(_of_rare_names(blocks, is_rare))
        model.match = _match_shares(model, levels, of_rare_names, features.count)
        matches, households = Scorer(features, model, shares).expected_pairs(
            levels, candidates.left, candidates.right
        )
        model.mates = (
            2 * (matches + USUAL_PER_RECORD * MATES_TRUST) / (features.count + MATES_TRUST)
        )
        model.prior = prior_probability(features.count, matches, MATCHES_TRUST)
        model.household_prior = prior_probability(features.count, households, HOUSEHOLDS_TRUST)
        model.completeness = _completeness(model, shares, candidates, levels, of_rare_names)
        factor = _namesake_factor(model, shares, features, candidates, levels)
        believed = Model.default(1).random[PLACE["names_together"]]
        model.random[PLACE["names_together"]] = np.append(1.0, believed[1:] / believed[1] * factor)
    model.understated = UNDERSTATED * features.count / (features.count + CAREFUL_RECORDS)
    return model


def _completeness(
    model: Model, shares: ValueShares, candidates: Candidates, levels: np.ndarray, blocks
) -> np.ndarray | None:
    """What gaps say, by the pairs of rare names: no gap keeps those from being found."""
    for rare, defining in blocks:
        if PLACE["first_name"] in defining:
            left, right = candidates.left[rare], candidates.right[rare]
            weights = Scorer(shares.features, model, shares).weights(levels[:, rare], left, right)
            return shares.completeness.learn(left, right, probability(weights))
    return None


def _namesake_factor(model, shares, features, candidates, levels) -> float:
    """How much more often strangers share both names than if these were independent."""
    both = np.flatnonzero((levels[PLACE["first_name"]] == 1) & (levels[PLACE["last_name"]] == 1))
    left, right = candidates.left[both], candidates.right[both]
    weights = Scorer(features, model, shares).weights(levels[:, both], left, right)
    # Pairs that blocking left out are of common names, and of strangers.
    equal = shares.whole_names.counts.astype(float)
    strangers = max((equal * (equal - 1)).sum() / 2 - probability(weights).sum(), 0.0)
    records = np.count_nonzero((features.first.codes >= 0) & (features.last.codes >= 0))
    expected = records * (records - 1) / 2
    for names in (features.first, features.last):
        counts = names.counts.astype(float)
        expected *= (counts * (counts - 1)).sum() / max(counts.sum() * (counts.sum() - 1), 1.0)
    trust, (usual, most) = NAMESAKES_TRUST, NAMESAKE_FACTORS
    return float(np.clip((strangers + usual * trust) / (expected + trust), 1.0, most))


def random_pairs(count: int) -> tuple[np.ndarray, np.ndarray]:
    """All pairs of few records, else a fixed pseudo-random sample of them; left < right."""
    pairs = min(RANDOM_PAIRS, RANDOM_PAIRS_PER_RECORD * count)
    if count * (count - 1) // 2 <= pairs:
        left, right = np.triu_indices(count, k=1)
        return left.astype(np.int32), right.astype(np.int32)
    # Each record as often as any other: that is worth as much as three times the pairs at random.
    shuffled = np.random.Generator(np.random.PCG64(count)).permutation(count).astype(np.int32)
    rounds, places = np.divmod(np.arange(pairs), count)
    a, b = shuffled[places], shuffled[(places + rounds + 1) % count]
    return np.minimum(a, b), np.maximum(a, b)


def _shares(levels: np.ndarray, weights: np.ndarray | None, believed: np.ndarray, trust: float):
    """Weighted shares of the levels above MISSING, drawn to what is believed."""
    counts = np.bincount(levels, weights=weights, minlength=len(believed)).astype(float)
    counts[1:] += trust * believed[1:]
    shares = counts / counts[1:].sum()
    shares = np.maximum(shares, _SMALLEST_SHARE)
    shares[0] = 1.0
    return shares


def _random_shares(levels: np.ndarray, strangers: np.ndarray) -> list[np.ndarray]:
    default = Model.default(1)
    result = []
    for place, comparison in enumerate(ALL):
        believed = default.random[place]
        shares = believed
        if comparison.is_trained:
            shares = _shares(levels[place], strangers, believed, RANDOM_TRUST)
            fixed = [comparison.level(name) for name in comparison.among_namesakes]
            shares[fixed] = believed[fixed]
        result.append(shares)
    return result


def _tight_levels(name: str) -> list[int]:
    return [BY_NAME[name].level(level) for level in TIGHT[name]]


def _tight_blocks(levels: np.ndarray) -> list[tuple[np.ndarray, set[int]]]:
    """(pairs, comparisons that define the block and cannot be learned inside it)."""

    def is_tight(name: str) -> np.ndarray:
        return np.isin(levels[PLACE[name]], _tight_levels(name))

    # Every system knows names; birth dates and addresses may be known to one alone, and of which
    # systems its records are says nothing there.
    definitions = (
        (is_tight("birth_date"), ("birth_date", "source_system")),
        # Strangers of one name are of one language and sex, and often of one region.
        (
            is_tight("first_name") & is_tight("last_name"),
            (*NAMES, "gender", "middle_name", "locality"),
        ),
        (is_tight("email"), ("email", "source_system")),
        (is_tight("national_id"), ("national_id", "source_system")),
    )
    return [
        (np.flatnonzero(member), {PLACE[name] for name in defining})
        for member, defining in definitions
    ]


def _of_rare_names(blocks, is_rare: np.ndarray):
    """Blocks of at most BLOCK_PAIRS; the block of equal names without the common ones.

    People of one common name are of one language and sex: more alike than two random strangers.
    """
    for pairs, defining in blocks:
        if PLACE["first_name"] in defining:
            pairs = pairs[is_rare[pairs]]
        step = max(1, -(-len(pairs) // BLOCK_PAIRS))
        if len(pairs):
            yield pairs[::step], defining


def _most_strangers(model: Model, defining: set[int], count: int) -> float:
    """How many pairs of strangers a tight block has by chance, if all records had the values."""
    by_chance = 1.0
    for name in TIGHT:
        if PLACE[name] in defining:
            by_chance *= model.random[PLACE[name]][_tight_levels(name)].sum()
    return by_chance * count * (count - 1) / 2


def _match_shares(model: Model, levels: np.ndarray, blocks, count: int) -> list[np.ndarray]:
    default = Model.default(1)
    sums = [np.zeros(len(shares)) for shares in default.match]
    for pairs, defining in blocks:
        learned = [
            place
            for place, comparison in enumerate(ALL)
            if comparison.is_trained and place not in defining and levels[place][pairs].any()
        ]
        if not learned:
            continue
        patterns, counts = _patterns(levels, learned, pairs)
        # Two of one household do not bear one given name.
        has_households = PLACE["first_name"] not in defining
        strangers = _most_strangers(model, defining, count) + FEW_STRANGERS
        most = min(strangers / len(pairs), 1.0)
        posterior = _maximise(model, default, learned, patterns, counts, has_households, most)
        for row, place in enumerate(learned):
            sums[place] += np.bincount(
                patterns[row], weights=posterior * counts, minlength=len(sums[place])
            )
    result = []
    for place, comparison in enumerate(ALL):
        shares = default.match[place]
        if comparison.is_trained:
            fixed = [comparison.level(name) for name in comparison.among_namesakes]
            shares = _from_counts(sums[place], shares)
            shares[fixed] = default.match[place][fixed]
        result.append(shares)
    return result


def _patterns(levels: np.ndarray, learned: list[int], pairs: np.ndarray):
    """The distinct columns of levels of the pairs, in order, and how often each occurs."""
    sizes = [len(ALL[place].levels) for place in learned]
    keys = np.zeros(len(pairs), dtype=np.int64)
    for place, size in zip(learned, sizes, strict=True):
        keys = keys * size + levels[place][pairs]
    keys, counts = np.unique(keys, return_counts=True)
    return np.array(np.unravel_index(keys, sizes)), counts


def _from_counts(counts: np.ndarray, believed: np.ndarray) -> np.ndarray:
    counts = counts.copy()
    counts[1:] += MATCH_TRUST * believed[1:]
    shares = np.maximum(counts / counts[1:].sum(), 0.002)
    shares[0] = 1.0
    return shares


def _maximise(
    model: Model,
    default: Model,
    learned,
    patterns,
    counts,
    has_households: bool,
    most_strangers: float,
) -> np.ndarray:
    """Posterior probability of a match per pattern, after EM with the strangers' shares fixed.

    Three classes: one person, two people of one household (who share the e-mail address that
    defines a block, or the birth date of twins), strangers. ``most_strangers``: their share of all
    pairs at the most. Where chance brings few together, a pair that differs is still one person.
    """
    match = [model.match[place] for place in learned]
    common = [ALL[place].household for place in learned]
    is_there = np.array([True, has_households, True])
    shares = np.where(is_there, [0.5, 0.2, 0.3], 0.0)
    for _ in range(EM_STEPS):
        with np.errstate(divide="ignore"):
            odds = np.tile(np.log2(shares)[:, None], patterns.shape[1])
        for row, place in enumerate(learned):
            ratio = (match[row] / model.random[place])[patterns[row]]
            odds[0] += np.log2(ratio)
            odds[1] += np.log2(1 + common[row] * (ratio - 1))
        classes = np.exp2(odds - odds.max(axis=0))
        classes /= classes.sum(axis=0)
        shares = np.clip((classes * counts).sum(axis=1) / counts.sum(), 0.001, 0.999) * is_there
        shares[2] = min(shares[2], max(most_strangers, 0.001))
        shares /= shares.sum()
        match = [
            _shares(patterns[row], classes[0] * counts, default.match[place], MATCH_TRUST)
            for row, place in enumerate(learned)
        ]
    return classes[0]
