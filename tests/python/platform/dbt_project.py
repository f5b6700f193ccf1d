"""Runs dbt inside the test process: importing it takes seconds, once."""

from __future__ import annotations

import hashlib
import os
import shutil
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

#: The workers of a test run fill the machine, where a thread more waits for the interpreter, or on
#: PostgreSQL for its server. And few tests read dbt's files; what fails is in its result. More than
#: a fifth of a build's processor time.
_LIGHT = ("--log-level", "none", "--log-level-file", "none", "--no-write-json", "--threads")
_LIGHT_THREADS = {"duckdb": "1", "postgres": "2"}
_LIGHT_COMMANDS = ("build", "run", "test")

#: Variables that a parsed project depends on; where its warehouse lies is not among them.
_PARSED_WITH = ("PGDATABASE", "CUSTOMER360_SCHEMA_PREFIX")


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
        """Run one dbt command, such as ``run("build", "--select", "staging")``.

        It runs with few threads, no log and no manifest, unless the arguments ask for them.
        """
        folders = {"--target-path": f"target_{target}", "--log-path": f"logs_{target}"}
        verb, *rest = arguments
        light = (*_LIGHT, _LIGHT_THREADS[target]) if verb in _LIGHT_COMMANDS else ()
        command = [verb, *light, *rest, "--target", target, "--project-dir", str(self.root)]
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
        """Parsing takes longer than many a run: start from what any worker's run has parsed."""
        key = (str(self.root), target, *(os.environ.get(name, "") for name in _PARSED_WITH))
        parses = Path(os.environ["CUSTOMER360_TEST_PARSES"])
        saved = parses / hashlib.sha256(repr(key).encode()).hexdigest()
        parse = self.work / f"target_{target}" / PARTIAL_PARSE_FILE_NAME
        if saved.exists() and not parse.exists():
            parse.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(saved, parse)
        with ExitStack() as patches:
            # dbt parses anew when the connection changes; of it, only these enter the parse.
            for credentials in (DuckDBCredentials, PostgresCredentials):
                names = patch.object(credentials, "_connection_keys", _names_of_relations)
                patches.enter_context(names)
            yield
        if not saved.exists() and parse.exists():
            unfinished = saved.with_suffix(f".{os.getpid()}")
            shutil.copy(parse, unfinished)
            unfinished.rename(saved)

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
