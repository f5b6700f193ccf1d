"""What a change touches: changed models, and the marts and exposures downstream of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from customer360.build.run import where_and_why
from customer360.project import PROJECT_ROOT


class ImpactError(RuntimeError):
    """dbt could not compare the two states; the message is one sentence."""


@dataclass(frozen=True)
class Impact:
    changed: tuple[str, ...]
    marts: tuple[str, ...]
    exposures: tuple[str, ...]

    def markdown(self) -> str:
        """A comment for a review; says so where nothing is touched."""
        if not self.changed and not self.exposures:
            return "This change touches no model and no exposure."
        parts = [
            _section("Exposures reached", self.exposures),
            _section("Marts reached", self.marts),
            _section("Models changed", self.changed),
        ]
        return "\n\n".join(parts)


def impact(state: Path) -> Impact:
    """Compare the checkout with the manifest in ``state``; raises ImpactError."""
    if not (state / "manifest.json").is_file():
        raise ImpactError(f"{state} holds no manifest.json; dbt parse writes one")
    return Impact(
        changed=_listed(state, "state:modified", "model"),
        marts=_listed(state, "state:modified+,path:models/marts", "model"),
        exposures=_listed(state, "state:modified+", "exposure"),
    )


def _section(heading: str, names: Sequence[str]) -> str:
    lines = [f"* `{name}`" for name in names] or ["* none"]
    return "\n".join([f"**{heading}** ({len(names)})", "", *lines])


def _listed(state: Path, selection: str, kind: str) -> tuple[str, ...]:
    """Names of the selected resources of one kind, sorted."""
    from dbt.cli.main import dbtRunner

    started_in = Path.cwd()
    arguments: list[Any] = ["--quiet", "--log-level", "none", "ls", "--select", selection]
    arguments += ["--resource-type", kind, "--output", "name", "--state", str(state.resolve())]
    arguments += ["--project-dir", str(PROJECT_ROOT), "--profiles-dir", str(PROJECT_ROOT)]
    # A selection that matches nothing is an answer here, not a mistake.
    arguments += [
        "--warn-error-options",
        '{"silence": ["NoNodesForSelectionCriteria", "NoNodesSelected"]}',
    ]
    try:
        result = dbtRunner().invoke(arguments)
    finally:
        os.chdir(started_in)
    if result.exception is not None:
        reason = where_and_why(result.exception).splitlines()[0]
        raise ImpactError(f"dbt cannot compare with {state / 'manifest.json'}: {reason}")
    return tuple(sorted(result.result or ()))
