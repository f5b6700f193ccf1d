"""The answer in a headline and a sentence: one person or not, and what decided it."""

from __future__ import annotations

from typing import NamedTuple

from customer360.explain.pair import PairExplanation
from customer360.explain.waterfall import exact
from customer360.explain.wording import bits, plain_percent, title


class Verdict(NamedTuple):
    headline: str
    #: joined, apart or open: how the headline is coloured.
    tone: str
    reason: str


def verdict(pair: PairExplanation) -> Verdict:
    company = pair.company
    needed = f"{plain_percent(company.match_threshold)} is needed"
    likely = f"a probability of {plain_percent(pair.link.probability)}" if pair.link else ""
    if pair.link is not None and pair.link.rule == "held":
        return _held(pair.is_one_customer, f"What the two records say gives {likely}; {needed}.")
    if pair.is_one_customer:
        if pair.is_enough and pair.link.is_forced:
            return Verdict("One person", "joined", _override(pair, "joins"))
        if pair.is_enough:
            reason = f"What the two records say gives {likely}; {needed}."
            return Verdict("One person", "joined", reason)
        if not pair.path:
            return Verdict("One person", "joined", "No kept link says why.")
        through = _count(len(pair.path) - 1, "other record")
        own = f"gives only {likely}; {needed}" if pair.link else "was not kept"
        reason = f"Their own pair {own}. They are joined through {through}."
        return Verdict("One person, through others", "joined", reason)
    if pair.link is not None and pair.link.is_forced:
        return Verdict("Two people", "apart", _override(pair, "keeps apart"))
    crowded = _crowded_identifiers(pair)
    if pair.link is None:
        return Verdict(
            "Two people",
            "apart",
            "No pair of the two was kept: they share nothing that would have brought them together,"
            f" or their probability is below {plain_percent(company.review_threshold)}, from which"
            f" pairs are kept for review.{crowded}",
        )
    if pair.link.decision == "review":
        return Verdict(
            "Two people, to be reviewed",
            "open",
            f"What the two records say gives {likely}; {needed}. Someone who knows better can"
            f" decide it with an identity override.{crowded}",
        )
    alone = f"By themselves the two records have {likely}, which would be enough, but"
    if pair.record_count > company.max_records_per_customer:
        return Verdict(
            "Two people",
            "apart",
            f"{alone} the two customers have {pair.record_count} records together, more than"
            f" max_records_per_customer ({company.max_records_per_customer}) allows.",
        )
    return Verdict(
        "Two people",
        "apart",
        f"{alone} together with the other records of the two customers they are not one person.",
    )


def _crowded_identifiers(pair: PairExplanation) -> str:
    """A sentence on what they share and the cap blocks; empty where there is nothing."""
    types = [title(one.id_type) for one in pair.shared if one.blocked_reason == "too_many_records"]
    if not types:
        return ""
    return (
        f" They share what more records carry than max_records_per_identifier"
        f" ({pair.company.max_records_per_identifier}) allows, which ties nobody:"
        f" {', '.join(types)}."
    )


def _held(is_one_customer: bool, evidence: str) -> Verdict:
    reason = (
        f"{evidence} But others were erased since, and nothing new is said of these two: until"
        " there is, or an identity override, they stay what they were."
    )
    if is_one_customer:
        return Verdict("One person, as before", "joined", reason)
    return Verdict("Two people, as before", "apart", reason)


def _override(pair: PairExplanation, what: str) -> str:
    weight = bits(exact(pair.link.weight))
    return f"An identity override {what} the two records; their evidence alone is {weight} bits."


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")
