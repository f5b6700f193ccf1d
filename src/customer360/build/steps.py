"""What a build consists of: its nodes by the folder they stand in, and how far each folder is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

#: How dbt calls a node that did what it should.
GOOD = frozenset({"success", "pass", "warn", "no-op"})

_FOLDER_OF_SEEDS = "seeds"
_FOLDER_OF_TESTS = "tests"
#: What leaves nothing in the warehouse.
_NOTHING = "ephemeral"
_TESTS = frozenset({"test", "unit_test"})


def place_of_node(nodes: Mapping[str, Mapping], unique_id: str) -> str:
    """The folder of a node among those of dbt's manifest, as ``marts/lifecycle``.

    A test belongs to what it tests, a Python model to the folder of its schema.
    """
    node = nodes[unique_id]
    tested = node.get("attached_node")
    if tested in nodes:
        return place_of_node(nodes, tested)
    folders: Sequence[str] = node["fqn"][1:-1]
    if node["resource_type"] == "seed":
        folders = [_FOLDER_OF_SEEDS, *folders]
    elif node["resource_type"] in _TESTS and len(folders) < 2:
        folders = [_FOLDER_OF_TESTS, *folders]
    elif node.get("language") == "python":
        folders = [node["config"].get("schema") or "models", *folders]
    return "/".join(folders)


@dataclass
class Step:
    """One folder: how many nodes it has, and what became of those that have ended."""

    place: str
    size: int = 0
    done: int = 0
    #: Kind of thing -> number: tables, views, seeds, tests.
    made: dict[str, int] = field(default_factory=dict)
    #: Names of nodes that failed or were left out because of others.
    failed: list[str] = field(default_factory=list)
    skipped: int = 0

    @property
    def is_idle(self) -> bool:
        """Nothing was made or tested: connectors of systems that no company uses."""
        return set(self.made) <= {_NOTHING} and not self.failed and not self.skipped

    def says(self) -> str:
        """As ``12 tables, 41 tests``."""
        return ", ".join(
            f"{number} {kind if number != 1 else kind.removesuffix('s')}"
            for kind, number in sorted(self.made.items(), key=lambda item: item[0] == "tests")
            if kind != _NOTHING
        )


class Steps:
    """Folders of the nodes that a build is going to work on; a node ends once."""

    def __init__(self, places: Mapping[str, str], nodes: Iterable[str]) -> None:
        """``places``: folder by unique_id; ``nodes``: unique_ids of the build."""
        self._places = dict(places)
        self._steps: dict[str, Step] = {}
        self.size = self.done = 0
        for unique_id in nodes:
            self._step(unique_id).size += 1
            self.size += 1

    def _step(self, unique_id: str) -> Step:
        place = self._places[unique_id]
        return self._steps.setdefault(place, Step(place))

    def end(self, unique_id: str, kind: str, status: str) -> Step | None:
        """Take note of a node's end; the folder, if this was its last one."""
        step = self._step(unique_id)
        step.done += 1
        self.done += 1
        if status in GOOD:
            step.made[kind] = step.made.get(kind, 0) + 1
        elif status == "skipped":
            step.skipped += 1
        else:
            step.failed.append(unique_id.split(".")[2])
        return step if step.done == step.size else None

    def unfinished(self) -> list[Step]:
        """Folders of which something has ended, but not all: what comes later was left out."""
        return [step for step in self._steps.values() if 0 < step.done < step.size]


def kind_of_node(resource_type: str, materialized: str) -> str:
    if resource_type in _TESTS:
        return "tests"
    if resource_type == "seed":
        return "seeds"
    return {"view": "views", "table": "tables", "incremental": "tables"}.get(materialized, _NOTHING)
