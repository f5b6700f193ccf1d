"""Runs `dbt build` in this process and reports its steps."""

from __future__ import annotations

import json
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from customer360.build.steps import GOOD, Step, Steps, kind_of_node, place_of_node
from customer360.project import PROJECT_ROOT

_SILENT = ("--quiet", "--log-level", "none", "--log-level-file", "debug")
#: What the project's own macros tell people, as of a connection that finds no table.
_SAID_BY_MACROS = frozenset({"JinjaLogInfo", "JinjaLogWarning"})
#: Kinds of nodes that a build makes or tests.
_BUILT = frozenset({"seed", "model", "test", "unit_test"})
#: A line of dbt's messages that only names the kind of error, or the node again.
_TITLE = re.compile(r"^\w+ Error( in \w+ (?P<node>\w+ \(.*\)))?$")


class Listener(Protocol):
    """Who is told how the build goes on; called from dbt's threads, one at a time."""

    def phase(self, text: str) -> None: ...
    def progress(self, done: int, size: int, node: str) -> None: ...
    def step(self, step: Step, seconds: float) -> None: ...
    def note(self, text: str) -> None: ...


@dataclass(frozen=True)
class Failure:
    name: str
    #: Of the project.
    file: str
    reason: str


@dataclass(frozen=True)
class BuildRun:
    #: Number of nodes by dbt's word for how they ended.
    statuses: Mapping[str, int]
    failures: list[Failure]
    #: Names of the tests that only warn, with what dbt says of each.
    warnings: dict[str, str]
    seconds: float
    #: What kept dbt from building at all, else empty.
    error: str = ""


def run_build(
    arguments: Sequence[str], listener: Listener, clock: Callable[[], float] = time.monotonic
) -> BuildRun:
    """``arguments``: options of dbt build, such as ``("--select", "fct_journeys+")``.

    dbt writes nothing to the terminal, and everything to logs/dbt.log.
    """
    from dbt.cli.main import dbtRunner, dbtRunnerResult

    began, started_in = clock(), os.getcwd()
    here = ["--project-dir", str(PROJECT_ROOT), "--profiles-dir", str(PROJECT_ROOT)]

    def not_begun(ended: dbtRunnerResult) -> BuildRun:
        return BuildRun({}, [], {}, clock() - began, where_and_why(ended.exception))

    try:
        listener.phase("reading the project")
        target = _option(arguments, "--target")
        parsed = dbtRunner().invoke([*_SILENT, "parse", *target, *here])
        if not parsed.success:
            return not_begun(parsed)
        manifest: Any = parsed.result
        selection = [word for word in arguments if word != "--full-refresh"]
        listed = dbtRunner(manifest=manifest).invoke(
            [*_SILENT, "ls", *selection, *here, "--output", "json", "--output-keys", "unique_id"]
        )
        if not listed.success:
            return not_begun(listed)
        places = _places(manifest)
        steps = Steps(places, _unique_ids(listed.result, places))
        listener.phase("opening the warehouse (an empty one gets the demo companies)")
        told = _Told(steps, listener, lambda: clock() - began)
        built = dbtRunner(manifest=manifest, callbacks=[told]).invoke(
            [*_SILENT, "build", *arguments, *here]
        )
    finally:
        os.chdir(started_in)
    found = getattr(built.result, "results", None) or []
    results = [one for one in found if one.node.resource_type in _BUILT]
    if not results and not built.success:
        return not_begun(built)
    for step in steps.unfinished():
        listener.step(step, clock() - began)
    statuses = Counter(str(result.status) for result in results)
    failures = [
        Failure(result.node.name, result.node.original_file_path, _reason(result.message))
        for result in results
        if str(result.status) not in {*GOOD, "skipped"}
    ]
    warnings = {one.node.name: _reason(one.message) for one in results if one.status == "warn"}
    return BuildRun(statuses, failures, warnings, clock() - began)


def _reason(error: object) -> str:
    """What dbt says went wrong, without the lines that only name the kind of error."""
    lines = [line.strip() for line in str(error or "dbt gave no reason").splitlines()]
    said = [line for line in lines if line and not _TITLE.search(line)]
    return "\n".join(said or lines)


def where_and_why(error: object) -> str:
    """As _reason, and the node and its file first where dbt names them in the title alone."""
    titles = (_TITLE.search(line.strip()) for line in str(error or "").splitlines())
    node = next((title["node"] for title in titles if title and title["node"]), None)
    return f"{node}: {_reason(error)}" if node else _reason(error)


class _Told:
    """Takes dbt's events and tells the listener."""

    def __init__(self, steps: Steps, listener: Listener, seconds: Callable[[], float]) -> None:
        self.steps, self.listener, self.seconds = steps, listener, seconds

    def __call__(self, event: Any) -> None:
        if event.info.name in _SAID_BY_MACROS:
            self.listener.note(event.info.msg)
        if event.info.name not in ("NodeStart", "NodeFinished"):
            return
        node = event.data.node_info
        if node.resource_type not in _BUILT:
            return
        if event.info.name == "NodeFinished":
            kind = kind_of_node(node.resource_type, node.materialized)
            ended = self.steps.end(node.unique_id, kind, str(event.data.run_result.status))
            if ended is not None and not ended.is_idle:
                self.listener.step(ended, self.seconds())
        self.listener.progress(self.steps.done, self.steps.size, node.node_name)


def _option(arguments: Sequence[str], name: str) -> list[str]:
    """The option with its value, or nothing."""
    if name not in arguments:
        return []
    place = arguments.index(name)
    return list(arguments[place : place + 2])


def _places(manifest: Any) -> dict[str, str]:
    nodes = {
        unique_id: {
            "fqn": node.fqn,
            "resource_type": str(node.resource_type),
            "language": getattr(node, "language", None),
            "attached_node": getattr(node, "attached_node", None),
            "config": {"schema": getattr(node.config, "schema", None)},
        }
        for unique_id, node in {**manifest.nodes, **manifest.unit_tests}.items()
    }
    return {unique_id: place_of_node(nodes, unique_id) for unique_id in nodes}


def _unique_ids(lines: Any, places: Mapping[str, str]) -> list[str]:
    """Of dbt's list what a build works on; metrics and exposures are left out."""
    found = [json.loads(line)["unique_id"] for line in lines or []]
    return [one for one in found if one in places]
