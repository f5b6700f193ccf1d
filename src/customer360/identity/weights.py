"""Levels to match weights: log2 of how much more often one person than strangers shows them.

The weight of a pair is the prior plus one term per comparison plus the household term. The last
corrects for evidence that people of one household share (family name, address, phone): each of
these alone is strong against strangers, together they only say "same household".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from customer360.identity.features import Features
from customer360.identity.frequencies import STRANGERS_PER_MATCH, ValueShares
from customer360.identity.levels import ALL, BY_NAME, PLACE
from customer360.identity.namesakes import NAMES, NameShares
from customer360.identity.sharing import number_shared
from customer360.threads import in_parallel, slices

#: Matches and household pairs per record, where nothing else is known.
USUAL_PER_RECORD = 0.3
#: Records' worth of trust in the usual number of matches and of household pairs.
MATCHES_TRUST, HOUSEHOLDS_TRUST = 500, 100
#: A company of few records is read as a sample of this many; how few, in records.
SAMPLE_OF, FEW_RECORDS = 4000, 100
#: Evidence from which a pair is read as one of a household.
CLEAR_HOUSEHOLD = 6.0
#: How much likelier a household is where a contact in common is known to be shared, in bits.
SHARED_CONTACT = 7.0
_LARGEST_TERM = 20.0
#: Pairs that are weighed at one time; their arrays fit the processor's cache.
PAIRS_AT_ONCE = 50_000


@dataclass
class Model:
    """Shares of levels, arrays as in levels.ALL with MISSING first (never used)."""

    match: list[np.ndarray]
    random: list[np.ndarray]
    #: Probability that two records of the company are one person, before any evidence.
    prior: float
    #: Probability that they are two people of one household.
    household_prior: float
    #: Other records of its person to each record, on the average.
    mates: float
    #: log2 by which gaps on each side speak, see completeness; None while it is not learnt.
    completeness: np.ndarray | None = None
    #: Bits by which pairs are likelier one person than their evidence adds up to.
    understated: float = 0.0

    @classmethod
    def default(cls, count: int) -> Model:
        columns = [np.array([(1.0, 1.0), *c.shares.values()]).T for c in ALL]
        match, random = (list(shares) for shares in zip(*columns, strict=True))
        usual = USUAL_PER_RECORD * count
        prior = prior_probability(count, usual, MATCHES_TRUST)
        return cls(match, random, prior, prior, 2 * USUAL_PER_RECORD)

    @property
    def prior_weight(self) -> float:
        return float(np.log2(self.prior / (1 - self.prior))) + self.understated


def prior_probability(count: int, pairs: float, trust: int) -> float:
    """Share of pairs of a kind, read cautiously where the company is small."""
    per_record = min((pairs + USUAL_PER_RECORD * trust) / (count + trust), 10.0)
    size = count + SAMPLE_OF * FEW_RECORDS / (count + FEW_RECORDS)
    return min(2 * per_record / size, 0.05)


class Scorer:
    """Match weights of pairs under one model."""

    def __init__(
        self,
        features: Features,
        model: Model,
        shares: ValueShares,
        shared_contacts: dict[str, np.ndarray] | None = None,
    ):
        """``shared_contacts``: what sharing.shared_contacts found; None while nobody is known."""
        self.features, self.model, self.shares = features, model, shares
        self._shared_contacts = shared_contacts or {}
        self._match = [_log2(share) for share in model.match]
        self._random = [_log2(share) for share in model.random]
        # Other records of its person that carry the same value, or two names, to each record; of
        # few records nobody knows whose they are.
        known = model.mates * features.count / (features.count + FEW_RECORDS)
        self._own = [known * match[1] for match in model.match]
        first, last = self._own[PLACE["first_name"]], self._own[PLACE["last_name"]]
        exact = model.match[PLACE["first_name"]][1] * model.match[PLACE["last_name"]][1]
        mates, factor = model.mates * exact, self._random[PLACE["names_together"]][1]
        of_names = shares.of_names(first, last)
        self._names = NameShares(features, shares.whole_names, of_names, factor, mates)

    def terms(self, place: int, levels, left, right) -> tuple[np.ndarray, np.ndarray]:
        """Weight of one person, and of one household, against strangers, of one comparison."""
        comparison = ALL[place]
        level = levels[place]
        random = self.shares.adjust(
            comparison.name,
            level,
            self._random[place],
            self.model.prior,
            self._own[place],
            left,
            right,
        )
        if comparison.name in NAMES:
            random = self._names.adjust(comparison.name, levels, random, left)
        if comparison.name == "observed_together":
            odds = self.model.prior * STRANGERS_PER_MATCH[comparison.name]
            random = np.where(level > 0, np.log2(odds), 0.0)
        weight = self._match[place][level] - random
        if comparison.name == "source_system" and self.model.completeness is not None:
            gaps = self.shares.completeness.weights(self.model.completeness, left, right)
            weight = np.where(level > 0, weight + gaps, weight)
        weight = np.clip(weight, -_LARGEST_TERM, _LARGEST_TERM)
        common, shared = comparison.household, weight
        for apart in map(comparison.level, comparison.of_two_people):
            # What speaks against one person says nothing against two of one household.
            shared = np.where(level == apart, weight - self._match[place][apart], shared)
        return weight, np.log2(1 + common * (np.exp2(shared) - 1))

    def columns(self, levels, left, right, digits: int) -> np.ndarray:
        """float64 array (comparisons + household, pairs) of weights, rounded to so many digits."""
        result = np.zeros((len(ALL) + 1, len(left)))

        def fill(rows: slice) -> None:
            columns = self._columns_of(levels[:, rows], left[rows], right[rows])
            np.round(columns, digits, out=result[:, rows])

        in_parallel(fill, slices(len(left), PAIRS_AT_ONCE))
        return result

    def _columns_of(self, levels, left, right) -> np.ndarray:
        result = np.zeros((len(ALL) + 1, len(left)))
        household = self._household_before_evidence(left, right)
        for place in range(len(ALL)):
            if levels[place].any():
                result[place], shared = self.terms(place, levels, left, right)
                household += shared
        result[-1] = -np.logaddexp2(0.0, household)
        return result

    def weights(self, levels, left, right) -> np.ndarray:
        (weights,) = self._of_sums(lambda *sums: [_weights(*sums)], levels, left, right)
        return weights

    def weights_and_household(self, levels, left, right) -> tuple[np.ndarray, np.ndarray]:
        """The weights, and evidence for one person against two of one household, or 0.

        The latter is negative where a shared phone or address comes with another first name.
        """

        def both(match, household) -> tuple[np.ndarray, np.ndarray]:
            weights = _weights(match, household)
            match -= self.model.prior_weight
            household -= np.log2(self.model.household_prior)
            is_clear = household > CLEAR_HOUSEHOLD
            return weights, np.where(is_clear, np.minimum(match - household, 0.0), 0.0)

        weights, household = self._of_sums(both, levels, left, right)
        return weights, household

    def expected_pairs(self, levels, left, right) -> tuple[float, float]:
        """Expected number of matches and of household pairs among the pairs."""

        def shares(match, household) -> tuple[np.ndarray, np.ndarray]:
            either = np.logaddexp2(np.logaddexp2(match, household), 0.0)
            return np.exp2(match - either), np.exp2(household - either)

        match, household = self._of_sums(shares, levels, left, right)
        return float(match.sum()), float(household.sum())

    def _of_sums(self, function, levels, left, right) -> list[np.ndarray]:
        """What ``function`` makes of the log2 odds of a match and of a household.

        Each is against strangers; one number per pair in, one or more out.
        """
        parts = in_parallel(
            lambda rows: function(*self._sums_of(levels[:, rows], left[rows], right[rows])),
            slices(len(left), PAIRS_AT_ONCE),
        )
        return [np.concatenate(columns) for columns in zip(*parts, strict=True)]

    def _sums_of(self, levels, left, right) -> tuple[np.ndarray, np.ndarray]:
        match = np.full(len(left), self.model.prior_weight)
        household = self._household_before_evidence(left, right)
        for place in range(len(ALL)):
            if levels[place].any():
                weight, shared = self.terms(place, levels, left, right)
                match += weight
                household += shared
        return match, household

    def _household_before_evidence(self, left, right) -> np.ndarray:
        """log2 odds of two people of one household, by what is known of their contacts."""
        number = self.number_shared(left, right)
        return np.log2(self.model.household_prior) + SHARED_CONTACT * number

    def number_shared(self, left, right) -> np.ndarray:
        """How many contacts each pair has in common that are known to be shared."""
        return number_shared(self.features, self._shared_contacts, left, right)

    def lasting_conflict(self, levels) -> np.ndarray:
        """Weight of differences in what a person keeps for life; 0 where there is none.

        A birth date of the same year but another day is one, where people seldom err that way.
        """
        total = np.zeros(levels.shape[1])
        for place, comparison in enumerate(ALL):
            if comparison.is_lasting:
                against = np.minimum(self._match[place] - self._random[place], 0.0)
                total += np.where(levels[place] > 0, against[levels[place]], 0.0)
        return total

    def has_personal(self, levels) -> np.ndarray:
        """Whether any attribute of the person (not a contact point) could be compared."""
        places = [place for name, place in PLACE.items() if BY_NAME[name].is_personal]
        return (levels[places] > 0).any(axis=0)


def _weights(match: np.ndarray, household: np.ndarray) -> np.ndarray:
    return match - np.logaddexp2(0.0, household)


def _log2(shares: np.ndarray) -> np.ndarray:
    logs = np.log2(shares)
    logs[0] = 0.0
    return logs


def probability(weights: np.ndarray) -> np.ndarray:
    """Of match weights, which are log2 odds."""
    return 1 / (1 + np.exp2(-np.clip(weights, -60, 60)))


def weight_of(probability_: float) -> float:
    """The match weight, log2 odds, of a probability strictly between 0 and 1."""
    return float(np.log2(probability_ / (1 - probability_)))
