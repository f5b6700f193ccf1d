"""Companies through a whole build: planted faults, injected text, and the tutorial as it stands."""

from __future__ import annotations

import csv
import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from dbt_project import PROJECT_ROOT, DbtProject
from injection_strings import STRINGS
from planted_faults import RULES, write_companies

from customer360.company import check_company, new_company
from customer360.company.rules import rule_problems
from customer360.landing.load import land
from customer360.warehouse import DuckDBWarehouse

LOADED_AT = datetime(2026, 3, 1, 12)
TUTORIAL = (PROJECT_ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
#: Folders of the project that the copy shares with it.
SHARED_FOLDERS = ("models", "python_models", "macros", "tests")


def tutorial_files() -> dict[str, str]:
    return dict(re.findall(r"^`([\w/.]+)`:\n\n```\w+\n(.*?)^```", TUTORIAL, re.M | re.S))


def write_injected(root: Path, seeds: Path) -> None:
    """A company all of whose texts are hostile; the same texts as values of a seed."""
    path = root / "hostile" / "customers.csv"
    path.parent.mkdir()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["source_system", "source_record_id", "first_name", "email", "gender"])
        writer.writerows([text, text, text, f"{n}@example.com", text] for n, text in enumerate(STRINGS))
    with (root / "hostile" / "quality_rules.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["check", "column", "params", "owner"])
        for text in STRINGS:
            writer.writerow(["accepted_values", "customers.gender", text, text])
            writer.writerow([text, text, text, text])
    with (seeds / "lookups" / "country_aliases.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([text, "FR"] for text in STRINGS)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory):
    """The companies in one warehouse: a reader of it, and dbt's result of each rule."""
    work = tmp_path_factory.mktemp("companies")
    root, project = work / "landing", work / "project"
    project.mkdir()
    for folder in SHARED_FOLDERS:
        (project / folder).symlink_to(PROJECT_ROOT / folder)
    shutil.copytree(PROJECT_ROOT / "seeds", project / "seeds")
    for file in ("dbt_project.yml", "profiles.yml", ".dbtignore"):
        shutil.copy(PROJECT_ROOT / file, project)
    new_company("acme", root, project / "companies")
    for name, text in tutorial_files().items():
        place = root.parent / name if name.startswith("landing/") else project / name
        place.write_text(text, encoding="utf-8")
    write_companies(root, project / "companies")
    write_injected(root, project / "seeds")
    duckdb_file = str(work / "customer360.duckdb")
    dbt = DbtProject(
        project, work, {"CUSTOMER360_DUCKDB": duckdb_file, "CUSTOMER360_DEMO": "false"}
    )
    with DuckDBWarehouse.open(duckdb_file) as warehouse:
        land(root, warehouse, loaded_at=LOADED_AT)
    chosen = ["seed", "+fct_quality_failures", "fct_quality_results"]
    result = dbt.run(
        "build", "--select", *chosen, "--exclude-resource-type", "unit_test",
    )
    return dbt, result
