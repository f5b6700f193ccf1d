"""Customer ids over added records, reruns, and a warehouse built anew from the same input."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from customer360.demo import DEMO_PEOPLE
from customer360.generator.run import generate

COMPANIES = ("dom_uyut", "saigon_table")
#: What is read here; assert_customers_are_what_the_bridge_says says that customers follow.
READ = ("+bridge_customer_records", "+bridge_customer_ids", "+fct_identity_changes")
#: Every hundredth record comes a day later.
ONE_IN = 100


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("whole")
    generate(root, people=DEMO_PEOPLE, seed=5, companies=COMPANIES)
    return root


@pytest.fixture(scope="module")
def first_day(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("first_day")
    shutil.copytree(whole, root, dirs_exist_ok=True)
    for file in root.glob("*/customers.csv"):
        with file.open(encoding="utf-8", newline="") as opened:
            header, *rows = list(csv.reader(opened))
        with file.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened).writerows([header, *(r for n, r in enumerate(rows) if n % ONE_IN)])
    return root


def customers_of(build) -> dict[tuple[str, str], str]:
    return {
        (company, record): customer
        for company, record, customer in build.fetch(
            "select company_id, source_system || '|' || source_record_id, customer_id"
            " from marts.bridge_customer_records where not is_guest"
        )
    }


def members_of(customers: dict[tuple[str, str], str]) -> dict[str, frozenset]:
    members: dict[str, set] = {}
    for record, customer in customers.items():
        members.setdefault(customer, set()).add(record)
    return {customer: frozenset(records) for customer, records in members.items()}


@pytest.fixture(scope="module")
def days(new_build, whole: Path, first_day: Path):
    """The same warehouse after the first day, after the second, and after a day without news."""
    build = new_build("duckdb")
    states = []
    for root in (first_day, whole, whole):
        build.land(root)
        build.make_marts(*READ)
        changes = build.fetch(
            "select company_id, batch_no, customer_id, change, into_customer_id, cause"
            " from marts.fct_identity_changes order by company_id, batch_no, customer_id"
        )
        states.append((customers_of(build), changes))
    resolved = dict(
        build.fetch("select former_customer_id, customer_id from marts.bridge_customer_ids")
    )
    return states, resolved


def test_untouched_customers_keep_their_id_and_others_have_a_reason(days) -> None:
    ((before, _), (after, changes), _), resolved = days
    assert len(after) > len(before)
    new_members = members_of(after)
    explained = {customer for _, batch, customer, *_ in changes if batch == 2}
    lost = 0
    for customer, records in members_of(before).items():
        if new_members.get(customer) == records:
            continue
        # Its records changed, or its id did: the id leads on, and there is a row that says why.
        if customer not in new_members:
            lost += 1
            assert customer in explained
            assert resolved[customer] in new_members
    assert lost < len(before) / ONE_IN
    assert all(cause for *_, cause in changes)


def test_a_day_without_news_changes_nothing(days) -> None:
    (_, second, third), _ = days
    assert second == third


def test_a_new_warehouse_gives_the_same_ids(days, new_build, whole: Path) -> None:
    (_, (after, _), _), _ = days
    build = new_build("duckdb")
    build.land(whole)
    build.make_marts(*READ)
    assert customers_of(build) == after
