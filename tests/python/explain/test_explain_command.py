"""`customer360 explain` as people call it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from explain_warehouse import MARKUP, SCRIPT

from customer360.cli import main


@pytest.fixture(autouse=True)
def environment(warehouse_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUSTOMER360_DUCKDB", str(warehouse_file))
    for name in ("CUSTOMER360_TARGET", "CUSTOMER360_SCHEMA_PREFIX"):
        monkeypatch.delenv(name, raising=False)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["explain", *arguments])


def test_two_records() -> None:
    result = run("acme", "crm|1", "shop|2")
    assert result.exit_code == 0, result.output
    assert result.output.startswith("One person\n")
    assert SCRIPT in result.output and "\x1b" not in result.output
    weights = re.findall(
        r"^(?:Before|First|E-mail|House).*? ([+−]?\d+\.\d{4}) +\S+$", result.output, re.M
    )
    (total,) = re.findall(r"^Match weight.* (\S+)$", result.output, re.M)
    numbers = [round(float(weight.replace("−", "-")) * 10_000) for weight in weights]
    assert len(numbers) == 3 and sum(numbers) == round(float(total) * 10_000) == 51_234


def test_strangers() -> None:
    result = run("acme", "shop|1", "6")
    assert result.exit_code == 0
    assert "belongs to a role" in result.output and "No pair of the two was kept" in result.output
    assert "They share no identifier" in run("acme", "crm|7", "6").output


def test_a_path() -> None:
    output = run("acme", "shop|3", "till|4").output
    stops = re.findall(r"^  (\w+\|\d)", output, re.M)
    assert stops == ["shop|3", "shop|2", "crm|1", "till|4"]
    assert "till|4 (deleted)" in output


def test_a_customer() -> None:
    result = run("acme", "--customer", "c1")
    assert result.exit_code == 0, result.output
    for shown in (MARKUP, "=1+1", "rejected", "several customers", "is_contactable_email"):
        assert shown in result.output


def test_html(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    result = run("acme", "crm|1", "shop|2", "--html", str(file))
    assert result.exit_code == 0 and "personal data" in result.output
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert run("acme", "--customer", "c1", "--html", str(file)).exit_code == 0
    assert "cluster" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (("acm", "crm|1", "shop|2"), "there is no company 'acm'; did you mean acme?"),
        (("acme", "1", "shop|2"), "name one of: crm|1, shop|1"),
        (("acme", "crm|1", "shop|22"), "did you mean shop|2"),
        (("acme", "--customer", "c8"), "has no customer 'c8'"),
        (("acme", "crm|1"), "give either two records, --customer or --people"),
        (
            ("acme", "crm|1", "shop|2", "--customer", "c1"),
            "give either two records, --customer or --people",
        ),
        (("acme", "crm|1", "shop|2", "--html", "/no/such/folder/page.html"), "cannot write /no/"),
    ],
)
def test_what_cannot_be_explained(arguments: tuple[str, ...], sentence: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert "Traceback" not in result.output


def test_the_prefix_of_the_schemas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUSTOMER360_SCHEMA_PREFIX", "Ana-1_")
    assert run("acme", "crm|1", "shop|2").exit_code == 0
    monkeypatch.setenv("CUSTOMER360_SCHEMA_PREFIX", "bob_")
    result = run("acme", "crm|1", "shop|2")
    assert result.exit_code == 2
    assert "no table bob_marts.dim_customers yet; run dbt build first" in result.stderr
