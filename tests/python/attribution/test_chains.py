"""Chains of orders 1 to 3 against dense matrices written straight from the definitions."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pyarrow as pa
import pytest
from definitions import DenseChain, Journey, markov, states
from hypothesis import given, settings
from hypothesis import strategies as st

from customer360.attribution import removal
from customer360.attribution.dbt_inputs import removal_effects

_paths = st.lists(st.sampled_from("abcd"), max_size=7).map(tuple)
_values = st.integers(1, 900).map(lambda cents: cents / 4)
_journeys = st.lists(st.builds(Journey, _paths, st.none() | _values), min_size=1, max_size=12)


def grams_of(journeys: list[Journey], company: str = "acme") -> pa.Table:
    """What int_channel_grams makes of the journeys."""
    counts: Counter = Counter()
    value: Counter = Counter()
    for journey in journeys:
        padded = (None, None, None, *journey.path)
        for position in range(len(journey.path)):
            converts = "order" if journey.value is not None else None
            is_last = position == len(journey.path) - 1
            key = (converts, *padded[position : position + 4], is_last)
            counts[key] += 1
            if is_last and journey.value is not None:
                value[key] += journey.value
    text = pa.string()
    names = ("conversion_type", "channel_3_before", "channel_2_before", "channel_1_before")
    columns = {
        "company_id": pa.array([company] * len(counts), text),
        **{name: pa.array([key[i] for key in counts], text) for i, name in enumerate(names)},
        "channel": pa.array([key[4] for key in counts], text),
        "is_last": pa.array([key[5] for key in counts], pa.bool_()),
        "occurrences": pa.array(list(counts.values()), pa.int64()),
        "conversion_value": pa.array([value[key] for key in counts], pa.float64()),
    }
    return pa.table(columns)


def untouched_of(journeys: list[Journey], company: str = "acme") -> pa.Table:
    count = sum(1 for one in journeys if not one.path and one.value is not None)
    rows = [{"company_id": company, "conversion_type": "order", "transitions": count}]
    return pa.Table.from_pylist(rows if count else [], schema=_UNTOUCHED)


_UNTOUCHED = pa.schema(
    [("company_id", pa.string()), ("conversion_type", pa.string()), ("transitions", pa.int64())]
)


def real(journeys: list[Journey]) -> list[Journey]:
    """A journey without a touch that led nowhere is no journey."""
    return [one for one in journeys if one.path or one.value is not None]


@given(_journeys, st.booleans())
@settings(max_examples=150, deadline=None)
def test_removal_effects_equal_the_dense_chain(journeys: list[Journey], by_rounds: bool) -> None:
    journeys = real(journeys)
    if not any(one.path and one.value is not None for one in journeys):
        return
    with pytest.MonkeyPatch.context() as patch:
        if by_rounds:
            patch.setattr(removal, "_FEW_STATES", 0)
        found = removal_effects(grams_of(journeys), untouched_of(journeys), (1, 2, 3)).to_pylist()
    converted = sum(1 for one in journeys if one.value is not None)
    for order in (1, 2, 3):
        rows = {r["channel"]: r for r in found if r["attribution_model"] == f"markov_order_{order}"}
        answer = markov(journeys, order)
        assert set(rows) == set(answer)
        chance, _ = DenseChain(journeys, order).outcome()
        # The chain goes through every journey once, whatever its order.
        assert chance == pytest.approx(converted / len(journeys), abs=1e-12)
        lost = sum(row["value_lost"] for row in rows.values())
        worth = sum(one.value for one in journeys if one.path and one.value is not None)
        for channel, (effect, _, credit) in answer.items():
            row = rows[channel]
            assert row["removal_effect"] == pytest.approx(effect, abs=1e-12)
            assert row["conversion_probability"] == pytest.approx(chance, abs=1e-12)
            assert row["value_lost"] / lost * worth == pytest.approx(credit, abs=1e-9)


@given(_journeys, st.permutations("abcd"), st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_names_and_order_of_rows_do_not_matter(journeys, names, random) -> None:
    journeys = real(journeys)
    renamed = dict(zip("abcd", names, strict=True))
    other = [Journey(tuple(renamed[c] for c in one.path), one.value) for one in journeys]
    random.shuffle(other)

    def effects(of: list[Journey]) -> dict:
        rows = removal_effects(grams_of(of), untouched_of(of), (1, 2, 3)).to_pylist()
        return {(r["attribution_model"], r["channel"]): r["removal_effect"] for r in rows}

    before, after = effects(journeys), effects(other)
    assert len(before) == len(after)
    for (model, channel), effect in before.items():
        assert after[model, renamed[channel]] == pytest.approx(effect, abs=1e-12)


@pytest.mark.parametrize(
    "path, order, expected",
    [
        ("aab", 1, ["a", "b"]),
        ("aab", 2, ["aa", "ab"]),
        ("aaab", 2, ["aa", "ab"]),
        ("aaab", 3, ["aaa", "aab"]),
        ("abab", 2, ["ab", "ba", "ab"]),
        ("a", 2, ["a"]),
        ("ab", 3, ["ab"]),
        ("aa", 1, ["a"]),
        ("", 2, []),
    ],
)
def test_states_of_a_journey(path: str, order: int, expected: list[str]) -> None:
    assert ["".join(state) for state in states(path, order)] == expected


def test_a_journey_in_a_long_circle_is_solved_too() -> None:
    """Forty thousand touches to and fro: rounds of the fixed point would take as many."""
    journeys = [Journey(("a", "b") * 20_000, 5.0), Journey(("b", "c"), None), Journey(("c",), 1.0)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(removal, "_FEW_STATES", 0)
        rounds = removal_effects(grams_of(journeys), untouched_of(journeys), (1, 2)).to_pylist()
    for row in rounds:
        order = int(row["attribution_model"][-1])
        effect = markov(journeys, order)[row["channel"]][0]
        assert row["removal_effect"] == pytest.approx(effect, abs=1e-9)


def test_a_company_without_conversions_has_no_removal_effects() -> None:
    nowhere = [Journey(("a", "b"), None)]
    assert removal_effects(grams_of(nowhere), untouched_of(nowhere), (2, 3)).num_rows == 0
    nobody = grams_of([]), untouched_of([])
    assert removal_effects(*nobody, (2, 3)).num_rows == 0


def test_companies_stay_apart() -> None:
    one, other = [Journey(("a",), 1.0)], [Journey(("a", "b"), 1.0), Journey(("b",), None)]
    grams = pa.concat_tables([grams_of(one, "one"), grams_of(other, "other")])
    found = removal_effects(grams, _UNTOUCHED.empty_table(), (2,)).to_pylist()
    effects = {(r["company_id"], r["channel"]): r["removal_effect"] for r in found}
    assert effects == {("one", "a"): 1.0, ("other", "a"): 1.0, ("other", "b"): 1.0}
    assert np.isclose(found[-1]["conversion_probability"], 0.5)
