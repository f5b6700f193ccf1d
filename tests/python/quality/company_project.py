"""A copy of the project with companies of its own, built once, and what dbt said of each rule."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
from dbt_project import PROJECT_ROOT, DbtProject, failures

from customer360.landing.load import land
from customer360.warehouse import DuckDBWarehouse

LOADED_AT = datetime(2026, 3, 1, 12)

#: Folders that the copy shares with the project.
_SHARED = ("models", "python_models", "macros", "tests")


@dataclass(frozen=True)
class RuleResult:
    """One dbt test: its status, and the rows that failed."""

    status: str
    failures: int


class CompanyProject:
    """Write companies into ``root`` and ``rules``, change ``seeds``, then build."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.root = work / "landing"
        self.project = work / "project"
        self.rules = self.project / "companies"
        self.seeds = self.project / "seeds"
        self.duckdb_file = work / "customer360.duckdb"
        self.rules.mkdir(parents=True)
        self.root.mkdir()
        for folder in _SHARED:
            (self.project / folder).symlink_to(PROJECT_ROOT / folder)
        shutil.copytree(PROJECT_ROOT / "seeds", self.seeds)
        for file in ("dbt_project.yml", "profiles.yml", ".dbtignore"):
            shutil.copy(PROJECT_ROOT / file, self.project)

    def land(self) -> None:
        with duckdb.connect(str(self.duckdb_file)) as connection:
            report = land(self.root, DuckDBWarehouse(connection), loaded_at=LOADED_AT)
        assert report.is_all_usable

    def write_loader_table(self, name: str, text: str) -> None:
        """Plays a loader that copies a system's tables into the warehouse."""
        schema, _, table = name.partition(".")
        file = self.work / f"{name}.csv"
        file.write_text(text, encoding="utf-8")
        with duckdb.connect(str(self.duckdb_file)) as connection:
            connection.execute(f"create schema if not exists {schema}")
            connection.execute(f'create table {schema}."{table}" as from read_csv(?)', [str(file)])

    def build(self, *models: str) -> dict[tuple[str, str, str], RuleResult]:
        """Builds the quality marts; company, table and rule name -> result of the rule's test.

        ``models`` are all that is built where the rest is there already.
        """
        environment = {"CUSTOMER360_DUCKDB": str(self.duckdb_file), "CUSTOMER360_DEMO": "false"}
        dbt = DbtProject(self.project, self.work, environment)
        chosen = ["--select", *(models or ("+fct_quality_failures", "+fct_quality_results"))]
        only = ["--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"]
        # `customer360 company check` reads the manifest.
        dbt.must_run("build", *chosen, *only, "--write-json")
        tested = dbt.run("test", "--select", "test_name:quality_rule")
        assert tested.exception is None, failures(tested)
        return {
            rule_of(node.node): RuleResult(str(node.status), node.failures)
            for node in tested.result.results
            if node.node.resource_type == "test"
        }

    def fetch(self, query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.duckdb_file), read_only=True) as connection:
            return connection.execute(query).fetchall()


def rule_of(test: Any) -> tuple[str, str, str]:
    """Company, table and rule name of a test quality_rule."""
    ((company, table),) = test.sources
    rule = test.test_metadata.kwargs
    if "rule" in rule:
        return company, table, rule["rule"]
    column = f".{rule['column_name']}" if "column_name" in rule else ""
    params = f", {rule['params']}" if "params" in rule else ""
    return company, table, f"{rule['check']}({table}{column}{params})"
