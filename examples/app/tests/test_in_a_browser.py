"""The app in a real browser: it loads, a decision is clicked, a narrow window works."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import APP
from playwright.sync_api import Browser, expect, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
#: Nothing is asked for outside the machine.
QUIET = (
    *("--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-sandbox"),
)
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium on this machine; set CHROMIUM to one"
)


@pytest.fixture
def address(exports: Path) -> Iterator[str]:
    """The app, served on the loopback and stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "streamlit", "run", str(APP / "app.py")),
            *("--server.address", "127.0.0.1", "--server.port", str(port)),
            *("--server.headless", "true", "--browser.gatherUsageStats", "false"),
        ],
        env=dict(os.environ),
    )
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2)
                break
            except OSError:
                assert server.poll() is None, "the app ended"
                time.sleep(0.25)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


def test_a_merge_is_accepted_by_a_click(browser: Browser, address: str, exports: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    expect(page.get_by_role("heading", name="Review queue")).to_be_visible(timeout=60_000)
    page.get_by_role("combobox", name="Company").click()
    page.get_by_role("option", name="Дом Уют").click()
    page.get_by_role("button", name="One person").click()
    expect(page.get_by_text("1 decided")).to_be_visible(timeout=30_000)
    assert "must_link" in (exports / "dom_uyut" / "identity_overrides.csv").read_text()
    _keep_picture(page, "review")


@pytest.mark.parametrize("width", [1280, 420])
@pytest.mark.parametrize("name", ["Customer", "Data quality"])
def test_pages_show(browser: Browser, address: str, name: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address)
    expect(page.get_by_role("heading", name="Review queue")).to_be_visible(timeout=60_000)
    if width < 700:
        page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_text(name, exact=True).first.click()
    if width < 700:
        page.get_by_test_id("stSidebarCollapseButton").click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible(timeout=30_000)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    _keep_picture(page, f"{name.split()[0].lower()}_{width}")


def _keep_picture(page, name: str) -> None:
    """Pictures to look at, where CUSTOMER360_PICTURES names a folder."""
    folder = os.environ.get("CUSTOMER360_PICTURES")
    if folder:
        page.wait_for_timeout(1500)
        page.screenshot(path=str(Path(folder) / f"app_{name}.png"), full_page=True)
