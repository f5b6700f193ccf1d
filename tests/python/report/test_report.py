"""The report says what the marts say, shows nobody, and needs nothing outside its file."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from customer360.commands.report import command
from customer360.report import report_facts
from customer360.report.page import report_page
from customer360.report.write import PARTS
from customer360.warehouse import DuckDBWarehouse


@pytest.fixture(scope="module")
def warehouse(demo_warehouse: Path):
    with duckdb.connect(str(demo_warehouse), read_only=True) as connection:
        yield DuckDBWarehouse(connection)


@pytest.fixture(scope="module")
def facts(warehouse) -> dict:
    return report_facts(warehouse)


@pytest.fixture(scope="module")
def page(facts: dict) -> str:
    return report_page(facts)


class Elements(HTMLParser):
    """Counts start tags, as a browser reads the page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append(tag)


def test_every_company_has_every_part(facts: dict) -> None:
    assert [company["id"] for company in facts["companies"]] == [
        *("daily_letter", "dom_uyut", "maison_lumiere", "saigon_table")
    ]
    # The newsletter sells nothing, so it has no carts and no journeys.
    for company in facts["companies"][1:]:
        assert [part for part in PARTS if not company[part]] == []


def test_base_is_what_the_dimension_says(facts: dict, warehouse) -> None:
    counted = warehouse.fetch(
        "select company_id, count(*), sum(record_count) from marts.dim_customers"
        " group by all order by all"
    )
    assert [
        (company["id"], company["base"]["customers"], company["base"]["records"])
        for company in facts["companies"]
    ] == counted
    for company in facts["companies"]:
        base = company["base"]
        assert base["customers"] >= base["contactable"] and base["customers"] >= base["active"]
        assert sum(system["records"] for system in base["systems"]) == base["records"]
        people = {system["name"]: system["customers"] for system in base["systems"]}
        for row in base["overlaps"]:
            assert 0 <= row["customers"] <= min(people[row["system"]], people[row["other"]])


def test_every_model_hands_out_the_same_conversions(facts: dict) -> None:
    for company in facts["companies"]:
        channels = company["channels"] or {"credits": []}
        totals: dict[str, float] = {}
        for row in channels["credits"]:
            totals[row["model"]] = totals.get(row["model"], 0) + row["conversions"]
        whole = totals.get("linear", 0)
        for model in ("first_touch", "last_touch"):
            assert totals.get(model, 0) == pytest.approx(whole, rel=1e-9)


def test_stages_cover_everybody(facts: dict) -> None:
    for company in facts["companies"]:
        assert sum(company["lifecycle"]["now"].values()) == company["base"]["customers"]


def test_months_end_with_the_company_s_now(facts: dict) -> None:
    for company in facts["companies"]:
        assert company["months"] == sorted(set(company["months"]))
        assert company["months"][-1] == company["as_of"][:7]


def test_nobody_is_shown(page: str, warehouse) -> None:
    """No e-mail, phone or whole name of any customer stands in the file."""
    rows = warehouse.fetch(
        "select distinct unnest([email, phone, full_name, street]) from marts.dim_customers"
    )
    values = {value for (value,) in rows if value and len(value) > 6}
    assert len(values) > 1000
    assert sorted(value for value in values if value in page) == []


def test_nothing_is_loaded_from_elsewhere(page: str) -> None:
    assert not re.search(r"""(?:src|href)\s*=|url\(|@import|fetch\(|XMLHttpRequest""", page)
    # The name of the drawing language is no address that is asked for.
    assert set(re.findall(r"https?://[^\"'\s<]+", page)) <= {"http://www.w3.org/2000/svg"}


def test_a_value_cannot_leave_its_place() -> None:
    name = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\u2028&amp;"
    page = report_page({"companies": [{"id": "acme", "name": name}]})
    assert Elements(page).tags.count("script") == 2
    assert "img" not in Elements(page).tags
    data = re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1]
    assert json.loads(data)["companies"][0]["name"] == name


def test_the_same_build_gives_the_same_page(page: str, warehouse) -> None:
    assert report_page(report_facts(warehouse)) == page


def test_the_command(demo_warehouse: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("CUSTOMER360_DUCKDB", str(demo_warehouse))
    file = tmp_path / "report.html"
    result = CliRunner().invoke(command, ["--output", str(file), "--target", "duckdb"])
    assert result.exit_code == 0, result.output
    assert str(file) in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_a_folder_that_is_not_there(demo_warehouse: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("CUSTOMER360_DUCKDB", str(demo_warehouse))
    result = CliRunner().invoke(command, ["--output", str(tmp_path / "no" / "report.html")])
    assert result.exit_code == 2 and "cannot write" in result.output


def test_marts_that_were_not_built(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("CUSTOMER360_DUCKDB", str(tmp_path / "empty.duckdb"))
    duckdb.connect(str(tmp_path / "empty.duckdb")).close()
    result = CliRunner().invoke(command, ["--target", "duckdb"])
    assert result.exit_code == 2 and "run dbt build first" in result.output


def test_payback_and_experiments_are_those_of_the_marts(facts: dict, warehouse) -> None:
    for company in facts["companies"]:
        part = company["channels"] or {"payback": [], "experiments": []}
        ((rows, spend),) = warehouse.fetch(
            "select count(*), coalesce(sum(spend), 0) from marts.fct_channel_payback"
            " where company_id = ?",
            (company["id"],),
        )
        assert len(part["payback"]) == rows
        assert sum(row["spend"] for row in part["payback"]) == pytest.approx(float(spend))
        ((campaigns,),) = warehouse.fetch(
            "select count(*) from marts.fct_experiment_lift where company_id = ?", (company["id"],)
        )
        assert len(part["experiments"]) == campaigns
        for row in part["experiments"]:
            assert row["lift"] is None or row["lift_low"] <= row["lift"] <= row["lift_high"]


def test_what_a_selection_left_out_is_missing_and_no_error(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "few.duckdb")) as connection:
        connection.execute(
            "create schema marts; create table marts.dim_companies as select 'acme' as company_id,"
            " 'Acme' as company_name, 'EUR' as currency, date '2026-01-01' as as_of_date"
        )
        (company,) = report_facts(DuckDBWarehouse(connection))["companies"]
    assert company["months"] == ["2026-01"]
    assert {company[part] for part in PARTS} == {None}


def test_a_name_does_not_turn_the_text_around_it() -> None:
    """From right to left is a script's own; a sign that forces it on the page is shown."""
    with duckdb.connect() as connection:
        connection.execute(
            "create schema marts; create table marts.dim_companies as select 'acme' as company_id,"
            " 'Ac\u202eme \u0645\u0631' as company_name, 'EUR' as currency,"
            " date '2026-01-01' as as_of_date"
        )
        (company,) = report_facts(DuckDBWarehouse(connection))["companies"]
    assert company["name"] == "Ac\ufffdme \u0645\u0631"
