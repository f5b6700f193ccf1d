"""Runs dbt inside the test process: importing it takes seconds, once."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner, dbtRunnerResult

PROJECT_ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class DbtProject:
    """A dbt project with the environment it runs in.

    Attributes:
        root: folder of dbt_project.yml and profiles.yml.
        work: folder for what dbt writes; every target has its own place in it.
        environment: variables on top of those of the test session.
    """

    root: Path
    work: Path
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, target: str = "duckdb") -> dbtRunnerResult:
        """Run one dbt command, such as ``run("build", "--select", "staging")``."""
        folders = {"--target-path": f"target_{target}", "--log-path": f"logs_{target}"}
        command = [*arguments, "--target", target, "--project-dir", str(self.root)]
        command += ["--profiles-dir", str(self.root)]
        for option, name in folders.items():
            command += [option, str(self.work / name)]
        started_in = Path.cwd()
        try:
            with patch.dict(os.environ, self.environment):
                return dbtRunner().invoke(command)
        finally:
            os.chdir(started_in)
            # Otherwise the database file stays open in this process.
            DuckDBConnectionManager.close_all_connections()

    def must_run(self, *arguments: str, target: str = "duckdb") -> dbtRunnerResult:
        """Like run; fails the test with dbt's own messages when anything did not pass."""
        result = self.run(*arguments, target=target)
        assert result.success, failures(result)
        return result


def failures(result: dbtRunnerResult) -> str:
    """What went wrong in a run, for people and for assertions on messages."""
    nodes: list[Any] = getattr(result.result, "results", None) or []
    lines = [
        f"{node.node.unique_id}: {node.status} {node.message}"
        for node in nodes
        if str(node.status) not in ("success", "pass", "skipped", "no-op")
    ]
    return "\n".join([str(result.exception or ""), *lines]).strip()
