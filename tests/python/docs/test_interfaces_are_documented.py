"""The two pages that users build on say what the code does, no column more and none less."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
import yaml

from customer360.landing.contract import DATA_TABLES, RULE_TABLES, Kind, Table
from customer360.landing.settings import SETTINGS
from customer360.project import PROJECT_ROOT

KINDS = {
    Kind.TEXT: "text",
    Kind.TIMESTAMP: "time",
    Kind.DATE: "date",
    Kind.BIRTH_DATE: "birth date",
    Kind.INTEGER: "whole number",
    Kind.NUMBER: "number",
    Kind.MONEY: "money",
    Kind.BOOLEAN: "true or false",
    Kind.CURRENCY: "currency",
    Kind.COUNTRY: "country",
    Kind.TIME_ZONE: "time zone",
}


def sections(page: str) -> dict[str, str]:
    """Text below each third-level heading of a page of docs/."""
    text = (PROJECT_ROOT / "docs" / page).read_text(encoding="utf-8")
    parts = re.split(r"^#{2,3} (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def table_rows(text: str) -> list[list[str]]:
    """Cells of the markdown table in a text, without its head; code marks are dropped."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip().replace("`", "") for cell in line.split("|")[1:-1]] for line in lines[2:]]


LANDING = sections("landing_contract.md")
MARTS = sections("marts.md")


@pytest.mark.parametrize("table", [*DATA_TABLES, *RULE_TABLES], ids=lambda table: table.name)
def test_landing_table_is_documented(table: Table) -> None:
    found = [
        (name, kind, required == "yes")
        for name, kind, required, _ in table_rows(LANDING[table.name])
    ]
    system = [("source_system", "text", False)] if table.has_source_system else []
    assert found == system + [
        (column.name, KINDS[column.kind], column.required) for column in table.columns
    ]


@pytest.mark.parametrize("table", [*DATA_TABLES, *RULE_TABLES], ids=lambda table: table.name)
def test_key_and_values_are_documented(table: Table) -> None:
    text = LANDING[table.name]
    key = re.search(r"Key: ([^.]+)\.", text)
    assert key and key[1].replace("`", "").split(", ") == list(table.key)
    meanings = {name: meaning for name, _, _, meaning in table_rows(text)}
    for column in table.columns:
        if column.values:
            assert meanings[column.name].rstrip(".").endswith(": " + ", ".join(column.values))
        if column.bounds:
            assert meanings[column.name].endswith(", " + " to ".join(column.limits) + ".")
    if table.at_least_one_of:
        listed = text[text.index("At least one of") :]
        assert re.findall(r"`(\w+)`", listed) == list(table.at_least_one_of)


def test_settings_are_documented_with_their_defaults() -> None:
    seed = PROJECT_ROOT / "seeds" / "rules" / "default_settings.csv"
    with seed.open(encoding="utf-8", newline="") as file:
        defaults = {row["setting"]: row["value"] for row in csv.DictReader(file)}
    assert set(defaults) <= set(SETTINGS)
    assert table_rows(LANDING["Settings"]) == [
        [
            name + (" *" if setting.per_conversion_type else ""),
            defaults.get(name, ""),
            setting.accepts,
            setting.description,
        ]
        for name, setting in SETTINGS.items()
    ]


def mart_models() -> list[dict]:
    files = sorted((PROJECT_ROOT / "models" / "marts").glob("*/_*__models.yml"))
    return [model for file in files for model in yaml.safe_load(file.read_text())["models"]]


def test_every_mart_has_a_page_section_and_a_contract() -> None:
    models = {model["name"]: model for model in mart_models()}
    files = {path.stem for path in (PROJECT_ROOT / "models" / "marts").glob("*/*.sql")}
    assert set(models) == files
    assert files == {name for name in MARTS if re.fullmatch(r"[a-z_0-9]+", name)}
    assert [n for n, model in models.items() if not model["config"]["contract"]["enforced"]] == []


@pytest.mark.parametrize("model", mart_models(), ids=lambda model: model["name"])
def test_mart_is_documented(model: dict) -> None:
    assert table_rows(MARTS[model["name"]]) == [
        [column["name"], column["data_type"], column["description"]] for column in model["columns"]
    ]
    (columns,) = grain_of(model)[:1] or [None]
    if columns is None:
        assert model["name"] == "rejected_rows"
        return
    grain = re.search(r"Grain: ([^.]+)\.", MARTS[model["name"]])
    assert grain and grain[1].replace("`", "").split(", ") == columns
    assert "company_id" in columns


def grain_of(model: dict) -> list[list[str]]:
    """Columns of the model's key tests, the widest first: a surrogate key is no grain."""
    tests = [test for test in model.get("data_tests", []) if isinstance(test, dict)]
    keys = [
        test[name]["arguments"]["columns"]
        for test in tests
        for name in ("primary_key", "unique_combination")
        if name in test
    ]
    return sorted(keys, key=len, reverse=True)


def test_every_model_is_described_and_its_columns_too() -> None:
    """YAML and SQL tell of the same models: none without a description, none that is gone."""
    described = {}
    for file in [
        *Path(PROJECT_ROOT / "models").rglob("*.yml"),
        *Path(PROJECT_ROOT / "python_models").rglob("*.yml"),
    ]:
        for model in (yaml.safe_load(file.read_text()) or {}).get("models", []):
            described[model["name"]] = model
    written = {
        path.stem
        for folder, ending in (("models", "*.sql"), ("python_models", "*.py"))
        for path in (PROJECT_ROOT / folder).rglob(ending)
    }
    assert set(described) == written
    for name, model in described.items():
        assert model.get("description"), name
        assert all(column.get("description") for column in model["columns"]), name


def test_generated_pages_are_up_to_date(tmp_path: Path) -> None:
    """`make docs` would change nothing."""
    pages = ("marts.md", "landing_contract.md", "quality_rules.md", "cli.md")
    (tmp_path / "docs").mkdir()
    for page in pages:
        (tmp_path / "docs" / page).write_bytes((PROJECT_ROOT / "docs" / page).read_bytes())
    source = (PROJECT_ROOT / "docs" / "write_reference.py").read_text(encoding="utf-8")
    # The same script, writing into a copy.
    names = {"__name__": "copy"}
    exec(compile(source, "write_reference.py", "exec"), names)
    names["DOCS"] = tmp_path / "docs"
    names["MACRO"] = tmp_path / "contract_tables.sql"
    names["main"]()
    for page in pages:
        now = (PROJECT_ROOT / "docs" / page).read_text(encoding="utf-8")
        assert (tmp_path / "docs" / page).read_text(encoding="utf-8") == now, (
            f"run make docs ({page})"
        )
    macro = PROJECT_ROOT / "macros" / "connectors" / "contract_tables.sql"
    assert names["MACRO"].read_text(encoding="utf-8") == macro.read_text(encoding="utf-8")
