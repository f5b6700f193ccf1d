"""Personal columns are marked, and every mart with people has its like without them."""

from __future__ import annotations

from pathlib import Path

import yaml

from customer360.privacy.columns import FOR_STEWARDS, PERSONAL_COLUMNS
from customer360.project import PROJECT_ROOT

PSEUDONYMOUS = PROJECT_ROOT / "models" / "marts_pseudonymous"


def marts() -> dict[str, dict]:
    files = sorted((PROJECT_ROOT / "models" / "marts").glob("*/_*__models.yml"))
    return {
        model["name"]: model
        for file in files
        for model in yaml.safe_load(file.read_text())["models"]
    }


def is_marked(column: dict) -> bool:
    return bool(column.get("config", {}).get("meta", {}).get("personal"))


def test_personal_columns_are_marked_and_no_others() -> None:
    for name, model in marts().items():
        marked = {column["name"] for column in model["columns"] if is_marked(column)}
        known = {column["name"] for column in model["columns"]} & PERSONAL_COLUMNS
        assert marked == known, (
            f"{name}: mark the column personal in its YAML and list it in privacy/columns.py"
        )


def test_every_mart_with_people_has_its_like_without_them() -> None:
    with_people = {
        name
        for name, model in marts().items()
        if any(
            is_marked(column) or column["name"] in ("customer_id", "household_id")
            for column in model["columns"]
        )
    }
    written = {path.stem.removeprefix("pseudonymous_") for path in PSEUDONYMOUS.glob("*.sql")}
    missing = with_people - FOR_STEWARDS - written
    assert not missing, "add a file to models/marts_pseudonymous for each"
    assert not written & FOR_STEWARDS
    for path in PSEUDONYMOUS.glob("*.sql"):
        assert _reads(path) == path.stem.removeprefix("pseudonymous_")


def _reads(path: Path) -> str:
    return path.read_text().partition("ref('")[2].partition("'")[0]


def test_no_query_of_the_project_reads_the_salt() -> None:
    """dbt keeps the values of variables that it reads, and the text of every query."""
    for folder in ("models", "python_models", "macros", "seeds", "tests"):
        for file in (PROJECT_ROOT / folder).rglob("*"):
            if file.suffix in (".sql", ".yml", ".csv"):
                assert "env_var('CUSTOMER360_SALT" not in file.read_text().replace('"', "'"), file
    for name in ("dbt_project.yml", "profiles.yml"):
        assert "CUSTOMER360_SALT" not in (PROJECT_ROOT / name).read_text()
