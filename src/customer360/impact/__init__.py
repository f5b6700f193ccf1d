"""What a change touches: changed models, and the marts and exposures downstream of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from customer360.build.run import where_and_why
from customer360.project import PROJECT_ROOT

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest


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
    started_in = Path.cwd()
    try:
        # The checkout is parsed once for every list.
        manifest = _answer(state, None, "parse")
        return Impact(
            changed=_listed(manifest, state, "state:modified", "model"),
            marts=_listed(manifest, state, "state:modified+,path:models/marts", "model"),
            exposures=_listed(manifest, state, "state:modified+", "exposure"),
        )
    finally:
        os.chdir(started_in)


def _section(heading: str, names: Sequence[str]) -> str:
    lines = [f"* `{name}`" for name in names] or ["* none"]
    return "\n".join([f"**{heading}** ({len(names)})", "", *lines])


def _listed(manifest: Manifest, state: Path, selection: str, kind: str) -> tuple[str, ...]:
    """Names of the selected resources of one kind, sorted."""
    arguments = ["--select", selection, "--resource-type", kind, "--output", "name"]
    # A selection that matches nothing is an answer here, not a mistake.
    silenced = '{"silence": ["NoNodesForSelectionCriteria", "NoNodesSelected"]}'
    arguments += ["--state", str(state.resolve()), "--warn-error-options", silenced]
    return tuple(sorted(_answer(state, manifest, "ls", *arguments) or ()))


def _answer(state: Path, manifest: Manifest | None, *command: str) -> Any:
    """What a dbt command returns."""
    from dbt.cli.main import dbtRunner

    place = ("--project-dir", str(PROJECT_ROOT), "--profiles-dir", str(PROJECT_ROOT))
    result = dbtRunner(manifest).invoke(["--quiet", "--log-level", "none", *command, *place])
    if result.exception is not None:
        reason = where_and_why(result.exception).splitlines()[0]
        raise ImpactError(f"dbt cannot compare with {state / 'manifest.json'}: {reason}")
    return result.result
