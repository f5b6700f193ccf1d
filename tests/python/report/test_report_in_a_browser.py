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
