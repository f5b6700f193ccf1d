"""Every section of the report is drawn by a real browser, from a file and without a network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest

from customer360.report import write_report
from customer360.report.page import report_page
from customer360.warehouse import DuckDBWarehouse

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
#: Nothing is asked for outside the machine.
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
SECTIONS = ("base", "lifecycle", "channels", "audiences", "quality", "identity")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium on this machine; set CHROMIUM to one"
)


@pytest.fixture(scope="module")
def report(demo_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("report") / "report.html"
    with duckdb.connect(str(demo_warehouse), read_only=True) as connection:
        write_report(DuckDBWarehouse(connection), file)
    return file


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_is_drawn(section: str, report: Path) -> None:
    content = drawn(report, "maison_lumiere", section)
    assert re.match(r'<p class="question">[^<]+\?</p><h1>[^<]{10,}</h1>', content)
    assert content.count('<section class="card') >= 2
    # What a script says of a number or a name that is not there.
    assert re.findall(r"NaN|undefined|Infinity|\[object|(?<!Not )\bnull\b", content) == []


def test_a_glance_at_a_company_without_sales(report: Path, demo_warehouse: Path) -> None:
    """The newsletter has no orders, carts or journeys; every company stands beside it."""
    content = drawn(report, "daily_letter", "overview")
    with duckdb.connect(str(demo_warehouse), read_only=True) as connection:
        people, records = connection.execute(
            "select count(*), sum(record_count) from marts.dim_customers"
            " where company_id = 'daily_letter'"
        ).fetchone()
    assert f"{people} people stand behind {records} records" in content
    assert "no orders whose way could be traced" in content
    companies = re.findall(r'data-company="(\w+)"', content)
    assert companies == ["daily_letter", "dom_uyut", "maison_lumiere", "saigon_table"]


def drawn(report: Path, company: str, section: str) -> str:
    """What stands in the page's main part once its script has run."""
    done = subprocess.run(
        [
            *(CHROMIUM, *QUIET, f"--user-data-dir={report.parent / 'browser'}"),
            *("--virtual-time-budget=2000", "--dump-dom"),
            f"{report.as_uri()}#company={company}&section={section}",
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return re.search(r'<main id="content">(.*?)</main>', done.stdout, re.DOTALL)[1]


#: A company of which nothing is known; parts that a test is about are put in.
NOBODY = {
    **{"id": "acme", "name": "Acme", "currency": "EUR", "as_of": "2026-02-28"},
    **{"months": ["2026-01", "2026-02"], **dict.fromkeys(SECTIONS)},
}
CHANNELS = {
    **{"models": ["linear", "markov"], "main_type": "order", "spend": [], "campaigns": []},
    **{"credits": [], "exact": [], "journeys": [], "payback": [], "experiments": []},
}


def drawn_from(part: str, facts: dict | None, folder: Path) -> str:
    """The section of that name of a company of which only this is known, as text."""
    file = folder / "report.html"
    file.write_text(report_page({"companies": [{**NOBODY, part: facts}]}), encoding="utf-8")
    return re.sub(r"<[^>]+>", "", drawn(file, "acme", part))


def test_a_band_of_values_keeps_its_name_where_another_has_nobody(tmp_path: Path) -> None:
    life = {name: [] for name in ("month_ends", "flows", "funnel", "cohorts")}
    bands = [
        {"band": "A", "customers": 2, "historic": 900, "predicted": 90},
        {"band": "C", "customers": 28, "historic": 100, "predicted": 10},
    ]
    text = drawn_from("lifecycle", {**life, "now": {"adopt": 30}, "values": bands}, tmp_path)
    assert "C: the rest" in text
    assert "B: the next 15 %" not in text


@pytest.mark.parametrize("part", ["base", "lifecycle"])
def test_a_company_without_people_is_not_one_without_marts(part: str, tmp_path: Path) -> None:
    assert "Nobody is known" in drawn_from(part, None, tmp_path)


def test_spend_that_brought_no_order_is_shown(tmp_path: Path) -> None:
    spend = [{"month": "2026-01", "channel": "tv", "spend": 150}]
    text = drawn_from("channels", {**CHANNELS, "spend": spend}, tmp_path)
    assert "150 EUR were spent, and no revenue is credited to it" in text
    assert "Revenue by the model markov" in text


def test_a_campaign_s_orders_are_those_that_name_it(tmp_path: Path) -> None:
    campaign = {
        **{"month": "2026-01", "campaign": "C1", "name": "Spring", "channel": "email"},
        **{"sent": 10, "delivered": 9, "opened": 3, "clicked": 1, "orders": 2},
    }
    text = drawn_from("channels", {**CHANNELS, "campaigns": [campaign]}, tmp_path)
    assert "orders that name the campaign or its offer" in text


def test_journeys_end_in_conversions_of_every_type(tmp_path: Path) -> None:
    """The mart has leads and enrolments, too: more than the company has orders."""
    journeys = [
        {"path": "(no touch)", "conversions": 1226, "nulls": 0, "value": 900},
        {"path": "email > sms", "conversions": 5, "nulls": 2, "value": 90},
    ]
    text = drawn_from("channels", {**CHANNELS, "journeys": journeys}, tmp_path)
    assert "1,226 conversions came with no known touch" in text
    assert "orders came" not in text


def test_carts_without_a_value_are_not_worth_nothing(tmp_path: Path) -> None:
    carts = [{"month": "2026-01", "abandoned": 3, "recovered": 1, "lost_value": None}]
    part = {"members": [], "people": 0, "descriptions": [], "carts": carts}
    assert "still in lost carts" not in drawn_from("audiences", part, tmp_path)
    carts[0]["lost_value"] = 12
    assert "12 EURstill in lost carts" in drawn_from("audiences", part, tmp_path)
