"""Levels to match weights: log2 of how much more often one person than strangers shows them.

The weight of a pair is the prior plus one term per comparison plus the household term. The last
corrects for evidence that people of one household share (family name, address, phone): each of
these alone is strong against strangers, together they only say "same household".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from customer360.identity.encoded import Encoded
from customer360.identity.features import Features
from customer360.identity.levels import ALL, BY_NAME, PLACE

#: Pairs of one household per pair of one person, before any evidence.
HOUSEHOLD_ODDS = 1.0
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
    household: list[np.ndarray]
    #: Probability that two records of the company are one person, before any evidence.
    prior: float

    @classmethod
    def default(cls, count: int) -> Model:
        columns = [np.array([(1.0, 1.0, 1.0), *c.shares.values()]).T for c in ALL]
        match, random, household = (list(shares) for shares in zip(*columns, strict=True))
        return cls(match, random, household, prior_probability(count, 0.3 * count))

    @property
    def prior_weight(self) -> float:
        return float(np.log2(self.prior / (1 - self.prior)))


def prior_probability(count: int, matches: float) -> float:
    """Share of matching pairs, read cautiously where the company is small."""
    per_record = min((matches + 0.3 * 500) / (count + 500), 10.0)
    size = count + SMALL_COMPANY * 500 / (count + 500)
    return min(2 * per_record / size, 0.05)


class ValueShares:
    """log2 of the share of strangers that have the very value two records agree on."""

    def __init__(self, features: Features):
        f = features
        self._columns: dict[str, dict[int, Encoded]] = {
            "first_name": {1: f.first},
            "last_name": {1: f.last},
            "birth_date": {1: f.birth_date},
            "street": {1: f.street},
            "locality": {1: f.postal_code, 2: f.postal_code, 4: f.city},
            "company_name": {1: f.company_name},
            "occupation": {1: f.occupation},
            **{name: {1: getattr(f, name)} for name in STRANGERS_PER_MATCH if hasattr(f, name)},
        }
        self._log_shares: dict[tuple[str, int], np.ndarray] = {}

    def adjusted_levels(self, name: str) -> dict[int, Encoded]:
        return self._columns.get(name, {})

    def log_share(self, name: str, level: int, prior: float) -> np.ndarray:
        """Per distinct value; for identifiers it depends on the prior."""
        comparison = BY_NAME[name]
        column = self._columns[name][level]
        counts = column.counts()
        others = np.maximum(counts - 1, 0)
        if comparison.is_identifier:
            return np.log2(prior * STRANGERS_PER_MATCH[name] * np.sqrt(np.maximum(others, 1)))
        key = (name, level)
        if key not in self._log_shares:
            usual = list(comparison.shares.values())[level - 1][1]
            total = max(counts.sum() - 1, 0) + FREQUENCY_SMOOTHING
            self._log_shares[key] = np.log2((others + FREQUENCY_SMOOTHING * usual) / total)
        return self._log_shares[key]


class Scorer:
    """Match weights of pairs under one model."""

    def __init__(self, features: Features, model: Model, shares: ValueShares):
        self.features, self.model, self.shares = features, model, shares
        self._match = [_log2(share) for share in model.match]
        self._random = [_log2(share) for share in model.random]
        self._household = [_log2(share) for share in model.household]

    def terms(self, place: int, levels, left, right) -> tuple[np.ndarray, np.ndarray]:
        """(weight, log2 household share - log2 random share) of one comparison."""
        comparison = ALL[place]
        level = levels[place]
        random = self._random[place][level]
        for code, column in self.shares.adjusted_levels(comparison.name).items():
            here = np.flatnonzero(level == code)
            if len(here) == 0:
                continue
            share = self.shares.log_share(comparison.name, code, self.model.prior)
            random[here] = share[self._agreed_value(column, left[here], right[here])]
        if comparison.name == "observed_together":
            odds = self.model.prior * STRANGERS_PER_MATCH[comparison.name]
            random = np.where(level > 0, np.log2(odds), 0.0)
        weight = np.clip(self._match[place][level] - random, -_LARGEST_TERM, _LARGEST_TERM)
        return weight, self._household[place][level] - random

    def _agreed_value(self, column: Encoded, left, right) -> np.ndarray:
        return column.codes[left]

    def columns(self, levels, left, right) -> np.ndarray:
        """float64 array (comparisons + household, pairs) of weights."""
        result = np.zeros((len(ALL) + 1, len(left)))
        household = np.full(len(left), np.log2(HOUSEHOLD_ODDS * self.model.prior))
        for place in range(len(ALL)):
            if levels[place].any():
                result[place], shared = self.terms(place, levels, left, right)
                household += shared
        result[-1] = -np.logaddexp2(0.0, household)
        return result

    def weights(self, levels, left, right) -> np.ndarray:
        total = np.full(len(left), self.model.prior_weight)
        household = np.full(len(left), np.log2(HOUSEHOLD_ODDS * self.model.prior))
        for place in range(len(ALL)):
            if levels[place].any():
                weight, shared = self.terms(place, levels, left, right)
                total += weight
                household += shared
        return total - np.logaddexp2(0.0, household)

    def personal(self, levels, left, right) -> np.ndarray:
        """What the attributes of the person alone say, without prior and contact points."""
        total = np.zeros(len(left))
        for name, place in PLACE.items():
            if BY_NAME[name].is_personal and levels[place].any():
                total += self.terms(place, levels, left, right)[0]
        return total


def _log2(shares: np.ndarray) -> np.ndarray:
    logs = np.log2(shares)
    logs[0] = 0.0
    return logs


def probability(weights: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp2(-np.clip(weights, -60, 60)))


def weight_of(probability_: float) -> float:
    return float(np.log2(probability_ / (1 - probability_)))
