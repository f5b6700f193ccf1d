"""Kept pairs as rows that anyone can add up: prior + one weight per comparison = match weight."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from customer360.identity.levels import ALL, COMPARISONS, HOUSEHOLD, PLACE
from customer360.identity.overrides import Overrides, is_among
from customer360.identity.settings import Settings
from customer360.identity.weights import Scorer, probability
from customer360.threads import in_parallel

#: Digits behind the point of shown weights; the match weight is the sum of shown weights.
_DIGITS = 4
#: Comparisons of which an exact value is a rule by itself, strongest first.
_RULES = (
    "observed_together",
    "national_id",
    "loyalty_id",
    "external_customer_id",
    "email",
    "phone",
)

PAIRS = pa.schema(
    [
        *((name, pa.string()) for name in ("company_id", "record_key_a", "record_key_b")),
        *((name, pa.float64()) for name in ("match_weight", "match_probability", "prior_weight")),
        *(
            field
            for name in COMPARISONS
            for field in ((f"{name}_level", pa.string()), (f"{name}_weight", pa.float64()))
        ),
        ("rule", pa.string()),
        ("decision", pa.string()),
        ("is_parted", pa.bool_()),
    ]
)


def empty_pairs() -> pa.Table:
    return PAIRS.empty_table()


def explain_pairs(
    company_id: str,
    keys: pa.Array,
    left: np.ndarray,
    right: np.ndarray,
    levels: np.ndarray,
    scorer: Scorer,
    clusters: np.ndarray,
    forced: Overrides,
    parted: np.ndarray,
    hold_of: np.ndarray,
    settings: Settings,
) -> pa.Table:
    """One row per pair, in the order given; see PAIRS.

    ``decision``: linked (one customer), forced (an override decided), rejected (likely by itself,
    kept apart by the rest of the evidence), review (between the two thresholds). ``rule`` is held
    where a hold (see holds.py) and not the pair's own weight says who is who. ``is_parted``: people
    keep the two apart (``parted``) and would part one customer by it.
    """
    columns = scorer.columns(levels, left, right, _DIGITS)
    prior = round(scorer.model.prior_weight, _DIGITS)
    weight = np.round(columns.sum(axis=0) + prior, _DIGITS)
    likely = probability(weight)
    result: dict[str, pa.Array] = {
        "company_id": pa.array([company_id] * len(left), pa.string()),
        "record_key_a": keys.take(pa.array(left)),
        "record_key_b": keys.take(pa.array(right)),
        "match_weight": pa.array(weight),
        "match_probability": pa.array(np.round(likely, 6)),
        "prior_weight": pa.array(np.full(len(left), prior)),
    }
    names = in_parallel(lambda place: _named(ALL[place].levels, levels[place]), range(len(ALL)))
    for place, comparison in enumerate(ALL):
        result[f"{comparison.name}_level"] = names[place]
        result[f"{comparison.name}_weight"] = pa.array(columns[place])
    result[f"{HOUSEHOLD}_level"] = _named(("none", "shared"), columns[-1] < 0)
    result[f"{HOUSEHOLD}_weight"] = pa.array(columns[-1])
    must, cannot = (
        is_among(left, right, pairs, len(keys)) for pairs in (forced.must, forced.cannot)
    )
    is_forced = must | cannot
    same = clusters[left] == clusters[right]
    decision = np.select([is_forced, same, likely >= settings.match_threshold], [0, 1, 2], 3)
    is_held = (hold_of[left] >= 0) & (hold_of[left] == hold_of[right])
    is_held &= same != (likely >= settings.match_threshold)
    is_exact = [levels[PLACE[name]] == 1 for name in _RULES]
    places = range(len(_RULES) + 3)
    rule = np.select([must, cannot, is_held, *is_exact], list(places), len(places))
    result["rule"] = _named(("must_link", "cannot_link", "held", *_RULES, "model"), rule)
    result["decision"] = _named(("forced", "linked", "rejected", "review"), decision)
    result["is_parted"] = pa.array(is_among(left, right, parted, len(keys)))
    return pa.table(result, schema=PAIRS)


def _named(names: tuple[str, ...], codes: np.ndarray) -> pa.Array:
    return pa.array(names, pa.string()).take(pa.array(codes.astype(np.int8)))
