"""Every scenario after every day on both warehouses, against what its data expects."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from cases import SCENARIOS
from expectations import CHECKS, expected_aspects
from replay import Replay
from scenario import DAYS, Scenario

TARGETS = ("duckdb", "postgres")

#: No customer may have more records than this.
CAP = 50


def days() -> Iterator[object]:
    for scenario in SCENARIOS:
        for number in range(1, DAYS + 1):
            yield pytest.param(scenario, number, id=f"{scenario.name}-day{number}")


def known_gaps() -> Iterator[object]:
    for scenario in SCENARIOS:
        for number in range(1, DAYS + 1):
            for aspect, reason in scenario.day(number).known_gaps.items():
                mark = pytest.mark.xfail(strict=True, reason=reason, raises=AssertionError)
                name = f"{scenario.name}-day{number}-{aspect}"
                yield pytest.param(scenario, number, aspect, id=name, marks=mark)


@pytest.fixture(scope="session", params=TARGETS)
def replay(request: pytest.FixtureRequest, replay_on: Callable[[str], Replay]):
    return replay_on(request.param)


@pytest.mark.parametrize("scenario, number", list(days()))
def test_day(replay: Replay, scenario: Scenario, number: int) -> None:
    for aspect in expected_aspects(scenario.day(number)):
        if scenario.known_gap(number, aspect) is None:
            check(replay, scenario, number, aspect)


@pytest.mark.parametrize("scenario, number, aspect", list(known_gaps()))
def test_known_gap(replay: Replay, scenario: Scenario, number: int, aspect: str) -> None:
    check(replay, scenario, number, aspect)


def check(replay: Replay, scenario: Scenario, number: int, aspect: str) -> None:
    for company in scenario.companies:
        before, after = replay.before(number, company), replay.after(number, company)
        CHECKS[aspect](scenario, number, before, after)


@pytest.fixture(params=range(1, DAYS + 1), ids=lambda number: f"day{number}")
def day(request: pytest.FixtureRequest, replay) -> dict:
    """All companies after one day."""
    return replay.days[request.param - 1]


def test_no_customer_is_larger_than_the_cap(day) -> None:
    sizes = {
        (company, customer): len(records)
        for company, seen in day.items()
        for customer, records in seen.records_of.items()
    }
    assert max(sizes.values()) <= CAP, max(sizes, key=sizes.get)


def test_no_customer_is_in_two_companies(day) -> None:
    companies = [set(seen.leads_to) | set(seen.household_of) for seen in day.values()]
    assert sum(map(len, companies)) == len(set().union(*companies))


def test_every_mart_knows_the_same_customers(day) -> None:
    for company, seen in day.items():
        customers = set(seen.customer_of.values())
        assert set(seen.household_of) == customers, company
        assert {i.customer for i in seen.identifiers.values()} <= {*customers, None}, company


@pytest.mark.parametrize("scenario", [s for s in SCENARIOS if s.twin], ids=lambda s: s.name)
def test_equal_records_of_two_companies_share_no_id(replay, scenario: Scenario) -> None:
    for day in replay.days:
        one, other = (day[company] for company in scenario.companies)
        assert one.customers == other.customers
        assert not set(one.leads_to) & set(other.leads_to)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda s: s.name)
def test_all_days_at_once_in_any_order_give_the_same_customers_and_ids(
    replay_on, all_at_once, scenario: Scenario
) -> None:
    for company in scenario.companies:
        replayed = replay_on("duckdb").after(DAYS, company)
        assert all_at_once[company].customers == replayed.customers
        assert all_at_once[company].customer_of == replayed.customer_of


def test_both_warehouses_saw_the_same(replay_on) -> None:
    one, other = (replay_on(target).days for target in TARGETS)
    for number, (left, right) in enumerate(zip(one, other, strict=True), start=1):
        different = [company for company in left if left[company] != right[company]]
        assert not different, f"day {number}"
