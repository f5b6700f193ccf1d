"""The scenarios replayed, once on each warehouse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from observed import Observed
    from replay import Replay

# Its assertions say what was seen, as those of a test do.
pytest.register_assert_rewrite("expectations")


@pytest.fixture(scope="session")
def replay_on(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: dict[str, str]
) -> Callable[[str], Replay]:
    """A function from a target to the scenarios replayed on it."""
    from postgres_server import temporary_database
    from replay import replay

    done: dict[str, Replay] = {}

    def replay_once(target: str) -> Replay:
        if target in done:
            return done[target]
        work = tmp_path_factory.mktemp(f"replay_{target}")
        if target == "postgres":
            with temporary_database(postgres_server) as place:
                done[target] = replay(target, work, place)
        else:
            done[target] = replay(target, work, _duckdb_in(work))
        return done[target]

    return replay_once


@pytest.fixture(scope="session")
def all_at_once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Observed]:
    """A fresh DuckDB after all days landed at once in any order and one build."""
    from replay import all_at_once

    work = tmp_path_factory.mktemp("all_at_once")
    return all_at_once("duckdb", work, _duckdb_in(work))


def _duckdb_in(work: Path) -> dict[str, str]:
    return {"CUSTOMER360_DUCKDB": str(work / "customer360.duckdb")}
