"""Runs dbt inside the test process: importing it takes seconds, once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.adapters.duckdb.credentials import DuckDBCredentials
from dbt.adapters.postgres.connections import PostgresCredentials
from dbt.cli.main import dbtRunner, dbtRunnerResult
from dbt.constants import PARTIAL_PARSE_FILE_NAME

PROJECT_ROOT = Path(__file__).resolve().parents[3]

#: Variables that a parsed project depends on; where its warehouse lies is not among them.
_PARSED_WITH = ("PGDATABASE", "CUSTOMER360_SCHEMA_PREFIX")
#: The parsed project as dbt saves it, by project, target and those variables.
_parses: dict[tuple[str, ...], bytes] = {}


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
            with patch.dict(os.environ, self.environment), self._saved_parse(target):
                return dbtRunner().invoke(command)
        finally:
            os.chdir(started_in)
            # Otherwise the database file stays open in this process.
            DuckDBConnectionManager.close_all_connections()

    @contextmanager
    def _saved_parse(self, target: str) -> Iterator[None]:
        """Parsing takes longer than many a run: start from what another warehouse's run parsed."""
        key = (str(self.root), target, *(os.environ.get(name, "") for name in _PARSED_WITH))
        parse = self.work / f"target_{target}" / PARTIAL_PARSE_FILE_NAME
        if key in _parses and not parse.exists():
            parse.parent.mkdir(parents=True, exist_ok=True)
            parse.write_bytes(_parses[key])
        with ExitStack() as patches:
            # dbt parses anew when the connection changes; of it, only these enter the parse.
            for credentials in (DuckDBCredentials, PostgresCredentials):
                names = patch.object(credentials, "_connection_keys", _names_of_relations)
                patches.enter_context(names)
            yield
        if key not in _parses and parse.exists():
            _parses[key] = parse.read_bytes()

    def must_run(self, *arguments: str, target: str = "duckdb") -> dbtRunnerResult:
        """Like run; fails the test with dbt's own messages when anything did not pass."""
        result = self.run(*arguments, target=target)
        assert result.success, failures(result)
        return result


def _names_of_relations(_: object) -> tuple[str, ...]:
    return ("database", "schema")


def failures(result: dbtRunnerResult) -> str:
    """What went wrong in a run, for people and for assertions on messages."""
    nodes: list[Any] = getattr(result.result, "results", None) or []
    lines = [
        f"{node.node.unique_id}: {node.status} {node.message}"
        for node in nodes
        if str(node.status) not in ("success", "pass", "skipped", "no-op")
    ]
    return "\n".join([str(result.exception or ""), *lines]).strip()
