"""Fixtures that several areas share: PostgreSQL databases and dbt on this project."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

# The helpers beside the platform's tests; imported late, because importing dbt takes seconds.
sys.path.insert(0, str(Path(__file__).parent / "platform"))

#: Folders whose files read one build, which a second worker would make again.
FOLDERS_OF_ONE_BUILD = ("connectors",)

if TYPE_CHECKING:
    from dbt_project import DbtProject
    from whole_build import Build
    from xdist.scheduler import LoadFileScheduling


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadFileScheduling | None:
    """With ``--dist loadfile`` a worker takes whole folders of ``FOLDERS_OF_ONE_BUILD``, too."""
    from xdist.scheduler import LoadFileScheduling

    if config.getoption("dist") != "loadfile":
        return None

    class LoadBuildScheduling(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            folder = Path(file).parent.name
            return folder if folder in FOLDERS_OF_ONE_BUILD else file

    return LoadBuildScheduling(config, log)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[dict[str, str]]:
    """libpq's variables of a server: the one that PGHOST names, else one for this session."""
    from postgres_server import temporary_server

    if "PGHOST" in os.environ:
        yield {name: value for name, value in os.environ.items() if name.startswith("PG")}
    else:
        with temporary_server() as server:
            yield server


@pytest.fixture(scope="session")
def postgres_environment(postgres_server: dict[str, str]) -> Iterator[dict[str, str]]:
    """libpq's variables of a database that starts empty and ends with the session."""
    from postgres_server import temporary_database

    with temporary_database(postgres_server) as environment:
        yield environment


@pytest.fixture(scope="session")
def project(
    tmp_path_factory: pytest.TempPathFactory, postgres_environment: dict[str, str]
) -> DbtProject:
    """This project, with an empty DuckDB file and ``postgres_environment`` as its warehouses."""
    from dbt_project import PROJECT_ROOT, DbtProject

    work = tmp_path_factory.mktemp("project")
    duckdb_file = {"CUSTOMER360_DUCKDB": str(work / "customer360.duckdb")}
    return DbtProject(PROJECT_ROOT, work, {**postgres_environment, **duckdb_file})


@pytest.fixture(scope="session")
def folder_of_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers share."""
    own = tmp_path_factory.getbasetemp()
    # With several workers each has a folder of its own below the one of the run.
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session", autouse=True)
def saved_parses(folder_of_run: Path) -> None:
    """The folder of the projects that dbt has parsed, where dbt_project.py looks for it."""
    folder = folder_of_run / "parses"
    folder.mkdir(exist_ok=True)
    os.environ["CUSTOMER360_TEST_PARSES"] = str(folder)


@pytest.fixture(scope="session")
def demo_warehouse(folder_of_run: Path) -> Path:
    """A DuckDB file with the demo companies, built once for all workers. To be read only."""
    import fcntl

    file = folder_of_run / "demo_warehouse" / "customer360.duckdb"
    with open(folder_of_run / "demo_warehouse.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            _build_demo(file)
    return file


def _build_demo(file: Path) -> None:
    from dbt_project import PROJECT_ROOT, DbtProject

    unfinished = file.parent.with_suffix(".unfinished")
    unfinished.mkdir()
    environment = {"CUSTOMER360_DUCKDB": str(unfinished / file.name), "CUSTOMER360_DEMO": "true"}
    without = [part for kind in ("test", "unit_test") for part in ("--exclude-resource-type", kind)]
    DbtProject(PROJECT_ROOT, unfinished, environment).must_run("build", *without)
    unfinished.rename(file.parent)


@pytest.fixture(scope="module")
def new_build(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: dict[str, str]
) -> Iterator[Callable[..., Build]]:
    """A function from a target to an empty warehouse on it, without the demo unless it is asked."""
    from dbt_project import PROJECT_ROOT, DbtProject
    from postgres_server import temporary_database
    from whole_build import Build

    with temporary_database(postgres_server) as postgres:

        def make(target: str, demo: bool = False) -> Build:
            work = tmp_path_factory.mktemp("build")
            place = {"CUSTOMER360_DUCKDB": str(work / "customer360.duckdb"), **postgres}
            environment = {**place, "CUSTOMER360_DEMO": str(demo).lower()}
            return Build(DbtProject(PROJECT_ROOT, work, environment), target)

        yield make
