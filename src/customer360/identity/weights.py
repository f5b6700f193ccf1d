"""Levels to match weights: log2 of how much more often one person than strangers shows them.

The weight of a pair is the prior plus one term per comparison plus the household term. The last
corrects for evidence that people of one household share (family name, address, phone): each of
these alone is strong against strangers, together they only say "same household".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from customer360.identity.encoded import Encoded
from customer360.identity.features import Features
from customer360.identity.levels import ALL, BY_NAME, PLACE

#: Matches and household pairs per record, where nothing else is known.
USUAL_PER_RECORD = 0.3
#: Records' worth of trust in the usual number of matches and of household pairs.
MATCHES_TRUST, HOUSEHOLDS_TRUST = 500, 100
#: How much a company of few records is read as a sample of this many.
SMALL_COMPANY = 4000
#: Strangers that share an exact identifier carried by two records, per pair of one person.
STRANGERS_PER_MATCH = {
    "email": 0.01,
    "phone": 0.02,
    "national_id": 0.002,
    "loyalty_id": 0.002,
    "external_customer_id": 0.004,
    "observed_together": 0.004,
}
#: Records of a made-up company added to a company's own value counts.
FREQUENCY_SMOOTHING = 500
_LARGEST_TERM = 20.0


@dataclass
class Model:
    """Shares of levels, arrays as in levels.ALL with MISSING first (never used)."""

    match: list[np.ndarray]
    random: list[np.ndarray]
    #: Probability that two records of the company are one person, before any evidence.
    prior: float
    #: Probability that they are two people of one household.
    household_prior: float

    @classmethod
    def default(cls, count: int) -> Model:
        columns = [np.array([(1.0, 1.0), *c.shares.values()]).T for c in ALL]
        match, random = (list(shares) for shares in zip(*columns, strict=True))
        usual = USUAL_PER_RECORD * count
        prior = prior_probability(count, usual, MATCHES_TRUST)
        return cls(match, random, prior, prior)

    @property
    def prior_weight(self) -> float:
        return float(np.log2(self.prior / (1 - self.prior)))


def prior_probability(count: int, pairs: float, trust: int) -> float:
    """Share of pairs of a kind, read cautiously where the company is small."""
    per_record = min((pairs + USUAL_PER_RECORD * trust) / (count + trust), 10.0)
    size = count + SMALL_COMPANY * 500 / (count + 500)
    return min(2 * per_record / size, 0.05)


class Use(Enum):
    """How the frequency of values enters the strangers' share of a level."""

    EXACT = 1  # the share is that of the value
    AGREED = 2  # the level's share times how common the agreed part is


class ValueShares:
    """log2 of the share of strangers that have the very value two records agree on."""

    def __init__(self, features: Features):
        f = features
        level = {name: BY_NAME[name].level for name in BY_NAME}
        exact = Use.EXACT
        self._columns: dict[str, dict[int, tuple[Encoded, Use]]] = {
            "first_name": {1: (f.first, exact)},
            "last_name": {1: (f.last, exact)},
            "middle_name": {1: (f.middles[0], exact)},
            "birth_date": {
                1: (f.birth_date, exact),
                level["birth_date"]("year_error"): (f.birthday, Use.AGREED),
                level["birth_date"]("two_parts"): (f.birthday, Use.AGREED),
            },
            "street": {1: (f.street, exact)},
            "locality": {1: (f.postal_code, exact), 2: (f.postal_code, exact), 4: (f.city, exact)},
            "company_name": {1: (f.company_name, exact)},
            "occupation": {1: (f.occupation, exact)},
            **{
                name: {1: (getattr(f, name), exact)}
                for name in STRANGERS_PER_MATCH
                if hasattr(f, name)
            },
        }
        self._cache: dict[tuple[str, int], np.ndarray] = {}

    def adjust(self, name, level, random, prior, left, right) -> np.ndarray:
        """log2 random shares of one comparison, adjusted to the values that agree.

        ``random`` is log2 of the shares of the levels.
        """
        result = random[level]
        for code, (column, use) in self._columns.get(name, {}).items():
            here = np.flatnonzero(level == code)
            if len(here) == 0:
                continue
            a, b = column.codes[left[here]], column.codes[right[here]]
            if BY_NAME[name].is_identifier:
                result[here] = self._identifier(name, column, prior)[a]
                continue
            shares, average = self._log_shares(name, code, column)
            if use is Use.EXACT:
                result[here] = shares[a]
            else:
                result[here] += np.where(a == b, shares[a] - average, 0.0)
        return result

    def _identifier(self, name: str, column: Encoded, prior: float) -> np.ndarray:
        others = np.maximum(column.counts() - 1, 1)
        return np.log2(prior * STRANGERS_PER_MATCH[name] * np.sqrt(others))

    def _log_shares(self, name: str, code: int, column: Encoded) -> tuple[np.ndarray, float]:
        """log2 of the share of each value, and of the chance that two random values agree."""
        key = (name, code)
        if key not in self._cache:
            counts = column.counts()
            usual = list(BY_NAME[name].shares.values())[0][1]
            total = max(counts.sum() - 1, 0) + FREQUENCY_SMOOTHING
            others = np.maximum(counts - 1, 0) + FREQUENCY_SMOOTHING * usual
            agree = (counts * others).sum() / max(counts.sum(), 1) / total
            self._cache[key] = np.log2(others / total), float(np.log2(agree))
        return self._cache[key]


class Scorer:
    """Match weights of pairs under one model."""

    def __init__(self, features: Features, model: Model, shares: ValueShares):
        self.features, self.model, self.shares = features, model, shares
        self._match = [_log2(share) for share in model.match]
        self._random = [_log2(share) for share in model.random]

    def terms(self, place: int, levels, left, right) -> tuple[np.ndarray, np.ndarray]:
        """Weight of one person, and of one household, against strangers, of one comparison."""
        comparison = ALL[place]
        level = levels[place]
        random = self.shares.adjust(
            comparison.name, level, self._random[place], self.model.prior, left, right
        )
        if comparison.name == "observed_together":
            odds = self.model.prior * STRANGERS_PER_MATCH[comparison.name]
            random = np.where(level > 0, np.log2(odds), 0.0)
        weight = np.clip(self._match[place][level] - random, -_LARGEST_TERM, _LARGEST_TERM)
        common = comparison.household
        return weight, np.log2(1 + common * (np.exp2(weight) - 1))

    def columns(self, levels, left, right) -> np.ndarray:
        """float64 array (comparisons + household, pairs) of weights."""
        result = np.zeros((len(ALL) + 1, len(left)))
        household = np.full(len(left), np.log2(self.model.household_prior))
        for place in range(len(ALL)):
            if levels[place].any():
                result[place], shared = self.terms(place, levels, left, right)
                household += shared
        result[-1] = -np.logaddexp2(0.0, household)
        return result

    def weights(self, levels, left, right) -> np.ndarray:
        total, household = self._sums(levels, left, right)
        return total - np.logaddexp2(0.0, household)

    def expected_pairs(self, levels, left, right) -> tuple[float, float]:
        """Expected number of matches and of household pairs among the pairs."""
        match, household = self._sums(levels, left, right)
        either = np.logaddexp2(np.logaddexp2(match, household), 0.0)
        return float(np.exp2(match - either).sum()), float(np.exp2(household - either).sum())

    def _sums(self, levels, left, right) -> tuple[np.ndarray, np.ndarray]:
        """log2 odds of a match and of a household, each against strangers."""
        match = np.full(len(left), self.model.prior_weight)
        household = np.full(len(left), np.log2(self.model.household_prior))
        for place in range(len(ALL)):
            if levels[place].any():
                weight, shared = self.terms(place, levels, left, right)
                match += weight
                household += shared
        return match, household

    def lasting_conflict(self, levels) -> np.ndarray:
        """Weight of clear differences in what a person keeps for life; 0 where there is none."""
        total = np.zeros(levels.shape[1])
        for place, comparison in enumerate(ALL):
            if comparison.is_lasting:
                different = comparison.level("different")
                weight = self._match[place][different] - self._random[place][different]
                total += np.where(levels[place] == different, min(weight, 0.0), 0.0)
        return total

    def has_personal(self, levels) -> np.ndarray:
        """Whether any attribute of the person (not a contact point) could be compared."""
        places = [place for name, place in PLACE.items() if BY_NAME[name].is_personal]
        return (levels[places] > 0).any(axis=0)


def _log2(shares: np.ndarray) -> np.ndarray:
    logs = np.log2(shares)
    logs[0] = 0.0
    return logs


def probability(weights: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp2(-np.clip(weights, -60, 60)))


def weight_of(probability_: float) -> float:
    return float(np.log2(probability_ / (1 - probability_)))
