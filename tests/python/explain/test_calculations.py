"""What is calculated without a warehouse: sums, paths, places, words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise, permutations
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customer360.explain.layout import rings
from customer360.explain.model import Company, Comparison, Link
from customer360.explain.paths import strength, strongest_path
from customer360.explain.waterfall import exact, waterfall
from customer360.explain.wording import bits, level_text, percent, plain_percent
from customer360.identity.levels import ALL
from customer360.visible import visible

WEIGHTS = st.integers(-300_000, 300_000).map(lambda number: number / 10_000)


def link(a: str, b: str, weight: float = 1.0, *, decision: str = "linked", to: str = "c") -> Link:
    return Link(a, b, "c", to, "email", decision, weight, 0.5, weight, ())


def evidence(prior: float, *weights: float) -> Link:
    parts = tuple(Comparison(f"part_{n}", "exact", weight) for n, weight in enumerate(weights))
    total = round(prior + sum(weights), 4)
    return replace(link("a", "b", total), prior=prior, comparisons=parts)


@given(WEIGHTS, st.lists(WEIGHTS, max_size=20))
def test_shown_weights_add_up_exactly(prior: float, weights: list[float]) -> None:
    one = evidence(prior, *weights)
    steps = waterfall(one)
    assert sum(step.weight for step in steps) == exact(one.weight) == steps[-1].total
    assert [step.name for step in steps] == ["prior", *(c.name for c in one.comparisons)]
    printed = sum(Decimal(bits(step.weight).replace("−", "-")) for step in steps)
    assert printed == Decimal(bits(exact(one.weight)).replace("−", "-"))


def test_what_no_comparison_explains_is_a_step_of_its_own() -> None:
    one = replace(evidence(-10.0, 3.0), weight=-6.5)
    last = waterfall(one)[-1]
    assert (last.name, last.weight, last.total) == ("rest", Decimal("0.5"), Decimal("-6.5"))


def test_silent_comparisons_are_left_out_unless_asked_for() -> None:
    parts = (Comparison("phone", "missing", 0.0), Comparison("email", "exact", 2.0))
    one = replace(evidence(-1.0), comparisons=parts, weight=1.0)
    assert [step.name for step in waterfall(one)] == ["prior", "email"]
    assert [step.name for step in waterfall(one, ["phone"])] == ["prior", "phone", "email"]


def names(path: list[Link], start: str) -> list[str]:
    stops = [start]
    for one in path:
        stops.append(one.other(stops[-1]))
    return stops


def test_the_strongest_path_maximises_its_weakest_link() -> None:
    links = [link("a", "d", 1), link("a", "b", 5), link("b", "c", 4), link("c", "d", 3)]
    assert names(strongest_path(links, "a", "d"), "a") == ["a", "b", "c", "d"]


def test_of_equally_strong_paths_the_shortest() -> None:
    links = [link("a", "b", 9), link("b", "c", 9), link("a", "c", 2), link("c", "d", 2)]
    assert names(strongest_path(links, "a", "d"), "a") == ["a", "c", "d"]


def test_an_override_is_stronger_than_any_evidence() -> None:
    links = [link("a", "c", 8), link("a", "b", -9, decision="forced"), link("b", "c", 9)]
    assert names(strongest_path(links, "a", "c"), "a") == ["a", "b", "c"]


def test_links_between_customers_join_nobody() -> None:
    links = [link("a", "b", 9, decision="rejected", to="other"), link("b", "c", 9)]
    assert strongest_path(links, "a", "c") == []
    assert strongest_path(links, "b", "b") == []


PAIRS = list(combinations("abcde", 2))


@given(st.lists(st.tuples(st.sampled_from(PAIRS), st.integers(-3, 3)), unique_by=lambda e: e[0]))
def test_no_other_path_is_better(edges: list[tuple[tuple[str, str], int]]) -> None:
    links = [link(a, b, weight) for (a, b), weight in edges]
    by_pair = {one.keys: one for one in links}
    found = strongest_path(links, "a", "e")
    ways = [("a", *between, "e") for size in range(4) for between in permutations("bcd", size)]
    paths = [[by_pair.get(frozenset(pair)) for pair in pairwise(way)] for way in ways]
    rated = [(-min(map(strength, path)), len(path)) for path in paths if None not in path]
    assert [(-min(map(strength, found)), len(found))] == [min(rated)] if rated else found == []
    assert strongest_path(links[::-1], "a", "e") == found


def test_places_are_the_same_every_time_and_apart() -> None:
    inner = [f"r{number}" for number in range(50)]
    outer = {f"o{number}": inner[number % 3] for number in range(24)}
    places = rings(inner, outer)
    assert places == rings(inner, dict(reversed(outer.items())))
    assert min(dist(a, b) for a, b in combinations(places.values(), 2)) >= 0.999


@given(st.integers(1, 12), st.data())
def test_no_two_records_are_drawn_on_each_other(count: int, data: st.DataObject) -> None:
    inner = [f"r{number}" for number in range(count)]
    tied = data.draw(st.lists(st.sampled_from(inner), max_size=24))
    places = rings(inner, {f"o{number}": name for number, name in enumerate(tied)})
    assert len(places) == count + len(tied)
    pairs = combinations(places.values(), 2)
    assert min((dist(a, b) for a, b in pairs), default=1) >= 0.999


def test_one_record_stands_in_the_middle() -> None:
    assert rings(["only"], {}) == {"only": (0.0, 0.0)}


def test_a_threshold_of_one_half_is_no_bits() -> None:
    assert Company("acme", 0.5, 0.1, 50, 50).match_bits == 0
    assert Company("acme", 0.8, 0.1, 50, 50).match_bits == pytest.approx(2)


def test_amounts() -> None:
    assert (bits(Decimal("1.5")), bits(Decimal("-1.5"))) == ("+1.5000", "−1.5000")
    assert bits(exact(-0.0)) == bits(Decimal(0)) == "0.0000"
    assert (percent(0.5), plain_percent(0.5)) == ("50.0000\xa0%", "50\xa0%")
    assert plain_percent(0.999999) == "99.9999\xa0%"


def test_every_level_of_the_comparisons_has_words() -> None:
    for comparison in ALL:
        words = [level_text(comparison.name, level) for level in comparison.levels]
        assert all(words) and not any("_" in word for word in words)


def test_signs_that_command_become_visible() -> None:
    assert visible("a\x1b[31mb\nc\u202ed\ud800") == "a\ufffd[31mb\ufffdc\ufffdd\ufffd"
    assert visible("Hoàng Võ 王 é") == "Hoàng Võ 王 é"
