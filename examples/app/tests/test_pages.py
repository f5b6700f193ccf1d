"""The pages as their scripts run them: what is shown, and what a click does."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import pytest
from conftest import APP
from quality_page import rule_name, rules_of_today
from review_page import evidence
from streamlit.testing.v1 import AppTest


@pytest.fixture
def app(exports: Path) -> AppTest:
    return AppTest.from_file(str(APP / "app.py"), default_timeout=60).run()


def go(app: AppTest, company: str, page: str) -> AppTest:
    app.selectbox(key="company").set_value(company)
    app.radio(key="page").set_value(page)
    app.run()
    assert not app.exception
    return app


def test_a_decision_leaves_the_queue(app: AppTest, exports: Path) -> None:
    go(app, "dom_uyut", "Review queue")
    before = app.selectbox(key="proposal").options
    app.text_input[0].set_value("met them")
    app.button[1].click().run()
    assert not app.exception
    after = app.selectbox(key="proposal").options
    assert after == before[1:]
    with (exports / "dom_uyut" / "identity_overrides.csv").open(newline="") as opened:
        (row,) = csv.DictReader(opened)
    assert (row["link"], row["reason"]) == ("cannot_link", "met them")


def test_the_evidence_adds_up(published: Path) -> None:
    with duckdb.connect(str(published), read_only=True) as connection:
        links = connection.execute(
            "select * from marts.fct_identity_links where decision = 'review' limit 20"
        ).df()
    assert len(links)
    for _, link in links.iterrows():
        *parts, total = evidence(link)["bits"]
        assert sum(parts) == pytest.approx(total, abs=1e-3)


def test_two_people_stand_side_by_side(app: AppTest) -> None:
    go(app, "dom_uyut", "Review queue")
    sides = app.dataframe[0].value
    assert next(iter(sides)) == "same"
    sign, first, second = (sides.iloc[:, place] for place in range(3))
    same = (first == second) & (first != "")
    assert set(sign) <= {"", "=", "≠"} and set(sign[sign == "="].index) <= set(first[same].index)
    assert sign["Full name"] in ("=", "≠") and sign["Order count"] == ""


def test_a_person_is_found_by_a_part_of_the_name(app: AppTest, published: Path) -> None:
    with duckdb.connect(str(published), read_only=True) as connection:
        ((customer_id, name),) = connection.execute(
            "select customer_id, full_name from marts.dim_customers"
            " where company_id = 'maison_lumiere' order by net_revenue desc nulls last limit 1"
        ).fetchall()
    go(app, "maison_lumiere", "Customer")
    app.text_input(key="search").set_value(name[1:].upper()).run()
    assert app.selectbox(key="customer").value == customer_id
    timeline = app.dataframe[1].value
    happened = list(timeline["Happened at"])
    assert happened == sorted(happened, reverse=True)
    assert {"order", "stage"} <= set(timeline["Kind"])


def test_nobody_is_called_so(app: AppTest) -> None:
    go(app, "maison_lumiere", "Customer")
    app.text_input(key="search").set_value("' or 1=1 --").run()
    assert [info.value for info in app.info] == ["Nobody is called so."]


def test_the_work_list_shows_the_rows_of_a_rule(app: AppTest) -> None:
    go(app, "dom_uyut", "Data quality")
    rules, rows = (frame.value for frame in app.dataframe)
    rule = app.selectbox(key="rule").value
    failed = rules.loc[rules["Rule"] == rule_name(rule), "Failed"].iloc[0]
    assert len(rows) == failed > 0


def test_a_rule_that_was_given_up_is_not_shown(tmp_path: Path) -> None:
    """Nor what a run said that is later than the company's now."""
    file = tmp_path / "published.duckdb"
    runs = [("given_up", 1), ("kept", 1), ("kept", 2), ("given_up", 3)]
    with duckdb.connect(str(file)) as connection:
        connection.execute(
            "create schema marts; create table marts.dim_companies as"
            " select 'acme' as company_id, timestamp '2026-01-02' as as_of;"
            " create table marts.fct_quality_results as select 'acme' as company_id, '' as rule_id,"
            " 'unique' as check_name, 'crm' as source_system, 'email' as column_name,"
            " 9 as checked_rows, 1 as failed_rows, 0.1 as failed_share, 0.0 as threshold,"
            " 'warn' as status, 'CRM' as owner, timestamp '2026-01-01' as run_at limit 0"
        )
        connection.executemany(
            "insert into marts.fct_quality_results (company_id, rule_id, run_at)"
            " values ('acme', ?, timestamp '2026-01-01' + to_days(? - 1))",
            runs,
        )
    assert list(rules_of_today(file, "acme")["rule_id"]) == ["kept"]


def test_a_file_that_is_not_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CUSTOMER360_APP_FILE", str(tmp_path / "none.duckdb"))
    app = AppTest.from_file(str(APP / "app.py")).run()
    assert "customer360 publish" in app.error[0].value
