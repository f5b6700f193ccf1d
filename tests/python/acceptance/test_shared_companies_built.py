"""Real companies from landing folder to marts, against numbers taken from the files themselves."""

from __future__ import annotations

import csv
import json
import os
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from marts_hash import marts_hash

from customer360.project import PROJECT_ROOT

SHARED = Path(PROJECT_ROOT / os.environ.get("CUSTOMER360_SHARED", "../shared"))
COMPANIES = SHARED / "data" / "companies"

pytestmark = pytest.mark.skipif(
    not COMPANIES.is_dir(),
    reason=f"no shared companies at {COMPANIES}; CUSTOMER360_SHARED names their place",
)

TARGETS = ("duckdb", "postgres")


@pytest.fixture(scope="module")
def builds(new_build):
    """The shared companies, built on both targets."""
    built = {target: new_build(target) for target in TARGETS}
    for build in built.values():
        build.land(COMPANIES)
        build.make_marts()
        build.test_marts()
    return built


@pytest.fixture(params=TARGETS)
def build(request, builds):
    return builds[request.param]


def rows_of(file: str) -> list[dict[str, str]]:
    with (COMPANIES / file).open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def counts_of(company: str) -> dict:
    return json.loads((COMPANIES / f"{company}.counts.json").read_text())


def test_both_targets_hold_the_same_rows(builds) -> None:
    hashes = {}
    for target, build in builds.items():
        with build.warehouse() as warehouse:
            # The credits of millions of touches are compared on the demo, and here in their sums.
            hashes[target] = marts_hash(warehouse, most_rows=500_000)
    assert hashes["duckdb"] == hashes["postgres"]


def test_every_record_maps_to_exactly_one_customer(build) -> None:
    records = dict(
        build.fetch(
            "select company_id, count(*) from marts.bridge_customer_records"
            " where not is_guest and customer_id is not null group by company_id"
        )
    )
    expected = {company: counts_of(company)["rows"] for company in records}
    assert set(records) == {"cdnow", "kanoniv", "online_retail", "pathdata"}
    for company, rows in expected.items():
        landed = sum(count for file, count in rows.items() if file.startswith("customers"))
        unusable = sum(counts_of(company).get("no_usable_identity", {}).values())
        assert records[company] == landed - unusable


def test_revenue_per_month_equals_a_sum_over_the_files(build) -> None:
    refunded: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows_of("online_retail/refunds.csv"):
        refunded[row["order_id"]] += Decimal(row["refund_value"])
    expected: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 3)
    for row in rows_of("online_retail/orders.csv"):
        gross, refund = Decimal(row["order_value"]), refunded[row["order_id"]]
        month = expected[row["ordered_at"][:7]]
        expected[row["ordered_at"][:7]] = [
            month[0] + gross,
            month[1] + refund,
            month[2] + gross - refund,
        ]
    found = build.fetch(
        "select substring(cast(converted_at as varchar), 1, 7), sum(gross_value),"
        " sum(refund_value), sum(net_value) from marts.fct_conversions"
        " where company_id = 'online_retail' group by 1"
    )
    assert {month: list(values) for month, *values in found} == dict(expected)


def answers_of(file: str) -> dict[str, dict[str, str]]:
    with (SHARED / "data/attribution" / file).open(newline="") as opened:
        return {row["channel"]: row for row in csv.DictReader(opened)}


def test_credit_per_channel_equals_the_published_answers(build) -> None:
    answers = answers_of("pathdata_heuristics.csv")
    columns = {"first_touch": "first", "last_touch": "last", "linear": "linear"}
    # A sum of decimals is the same in any order; one of doubles strays by a billionth.
    found = build.fetch(
        "select channel, attribution_model, sum(cast(count_credit as numeric(38, 18)))"
        " from marts.fct_attribution_touches"
        " where company_id = 'pathdata' group by channel, attribution_model"
    )
    credit = {(channel, model): float(value) for channel, model, value in found}
    assert {channel for channel, _ in credit} == set(answers)
    for channel, answer in answers.items():
        for model, word in columns.items():
            expected = float(answer[f"{word}_touch_conversions"])
            assert credit.get((channel, model), 0.0) == pytest.approx(expected, abs=1e-9)


def test_channel_totals_equal_the_published_answers(build) -> None:
    found = {
        (model, channel): (effect, conversions)
        for model, channel, effect, conversions in build.fetch(
            "select attribution_model, channel, removal_effect, conversions"
            " from marts.fct_attribution_channels where company_id = 'pathdata'"
        )
    }
    markov, shapley = (answers_of(f"pathdata_{name}.csv") for name in ("markov_order1", "shapley"))
    assert {channel for _, channel in found} == set(markov)
    for channel, answer in markov.items():
        effect, conversions = found["markov_order_1", channel]
        assert effect == pytest.approx(float(answer["removal_effect"]), abs=1e-9)
        assert conversions == pytest.approx(float(answer["conversions"]), abs=1e-9)
    for channel, answer in shapley.items():
        conversions = found["shapley", channel][1]
        assert conversions == pytest.approx(float(answer["conversions"]), abs=1e-8)


def test_quality_rules_count_the_known_faults(build) -> None:
    dirt = counts_of("kanoniv")["dirt"]
    found = dict(
        build.fetch(
            "select rule_id, failed_rows from marts.fct_quality_results"
            " where company_id = 'kanoniv' and checked_rows > 0"
        )
    )
    for system in ("crm", "billing", "support", "app", "partner"):
        assert found[f"email_duplicated:{system}"] == dirt[f"{system}_duplicate_email_groups"]
        missing = dirt["customers_without_email_by_source"][system]
        assert found[f"email_missing:{system}"] == missing
    assert found["case_closed_before_opened:support"] == dirt["tickets_closed_before_opened"]
    assert found["touch_before_customer_created:app"] == dirt["app_events_before_sign_up"]
    assert found["currency_not_iso:billing"] == dirt["currency_in_lower_case"]
