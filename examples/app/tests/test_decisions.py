"""Decisions reach the file that landing reads, one per pair of records."""

from __future__ import annotations

from pathlib import Path

import pytest
from decisions import CANNOT_LINK, COLUMNS, MUST_LINK, Decision, decide, decided, overrides_file

from customer360.landing.contract import RULE_TABLES


@pytest.fixture(autouse=True)
def exports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUSTOMER360_APP_EXPORTS", str(tmp_path))


def test_columns_are_those_of_the_contract() -> None:
    (table,) = [table for table in RULE_TABLES if table.name == "identity_overrides"]
    assert [column.name for column in table.columns] == list(COLUMNS)


def test_a_decision_is_added_to_those_before() -> None:
    decide("acme", Decision("crm|1", "shop|2", MUST_LINK, "same card"))
    decide("acme", Decision("crm|3", "shop|a|b", CANNOT_LINK))
    assert overrides_file("acme").read_text().splitlines() == [
        ",".join(COLUMNS),
        "crm,1,shop,2,must_link,same card",
        "crm,3,shop,a|b,cannot_link,",
    ]


def test_the_last_word_about_two_records_counts_in_either_order() -> None:
    decide("acme", Decision("crm|1", "shop|2", MUST_LINK))
    decide("acme", Decision("shop|2", "crm|1", CANNOT_LINK))
    assert list(decided("acme").values()) == [CANNOT_LINK]


def test_companies_do_not_meet() -> None:
    decide("acme", Decision("crm|1", "shop|2", MUST_LINK))
    assert decided("globex") == {}


def test_a_reason_may_hold_anything() -> None:
    reason = 'says "no",\nthen yes; =1+1'
    decide("acme", Decision("crm|1", "shop|2", MUST_LINK, reason))
    decide("acme", Decision("crm|5", "shop|6", MUST_LINK))
    assert reason in overrides_file("acme").read_text().replace('""', '"')
    assert len(decided("acme")) == 2
