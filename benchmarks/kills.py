"""Kills builds with SIGKILL at random points and looks at what readers find afterwards.

    .venv/bin/python benchmarks/kills.py --kills 20
    .venv/bin/python benchmarks/kills.py --kills 20 --target postgres

A warehouse has the marts of yesterday's data and the raw tables of today's. A build is started and
killed; then the warehouse has to open, every mart has to be yesterday's or today's as a whole, and
the next build has to succeed, give today's marts and leave no table behind that is not the
project's. On PostgreSQL, a server of the tests, a reader counts the rows of every mart in turn all
the while; DuckDB's file cannot be read while it is built, published files are there for that.
The points are drawn with a seed over the time that a whole build takes. The project must not
change meanwhile: run it from a clone that nobody edits.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

import psycopg2

from customer360.generator.run import generate
from customer360.landing.load import land
from customer360.warehouse import open_warehouse

PROJECT_ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT_ROOT / "tests" / "python" / "platform"))

from marts_hash import TableHash, marts_hash  # noqa: E402
from postgres_server import connect, temporary_server  # noqa: E402

COMPANIES = ("saigon_table", "dom_uyut")
_LEFTOVERS = """
    select count(*)
    from information_schema.tables
    where table_name like '%\\_\\_dbt\\_tmp%' escape '\\'
        or table_name like '%\\_\\_dbt\\_backup%' escape '\\'
"""
Hashes = dict[str, TableHash]


@dataclass(frozen=True)
class Place:
    """Warehouses of one target by name: ``copy`` makes one from another, in place of what was."""

    target: str
    work: Path
    environment_of: Callable[[str], dict[str, str]]
    copy: Callable[[str, str], None]

    def build(self, name: str) -> subprocess.Popen[bytes]:
        """Starts a build of all models in a process group of its own."""
        dbt = Path(sys.executable).with_name("dbt")
        models = ("--resource-type", "model", "--resource-type", "seed")
        command = [str(dbt), "--quiet", "build", *models, "--target", self.target]
        command += ["--target-path", str(self.work / "target"), "--log-path", str(self.work)]
        environment = {**os.environ, **self.environment_of(name), "CUSTOMER360_DEMO": "false"}
        return subprocess.Popen(
            command,
            cwd=PROJECT_ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )

    def land(self, name: str, root: Path, day: int) -> None:
        with patch.dict(os.environ, self.environment_of(name)), open_warehouse(self.target) as one:
            land(root, one, loaded_at=datetime(2026, 1, day))

    def look(self, name: str) -> tuple[Hashes, int]:
        """The marts, and the number of tables that a build should have taken away."""
        with patch.dict(os.environ, self.environment_of(name)), open_warehouse(self.target) as one:
            ((leftovers,),) = one.fetch(_LEFTOVERS)
            return marts_hash(one), leftovers


@contextmanager
def duckdb_place(work: Path) -> Iterator[Place]:
    def file(name: str) -> Path:
        return work / f"{name}.duckdb"

    def copy(source: str, name: str) -> None:
        for old in work.glob(f"{name}.duckdb*"):
            old.unlink()
        shutil.copy(file(source), file(name))

    yield Place("duckdb", work, lambda name: {"CUSTOMER360_DUCKDB": str(file(name))}, copy)


@contextmanager
def postgres_place(work: Path) -> Iterator[Place]:
    with temporary_server() as server, closing(connect(server)) as connection:
        connection.autocommit = True
        statements = connection.cursor()
        statements.execute("create database before")

        def copy(source: str, name: str) -> None:
            statements.execute(f"drop database if exists {name} with (force)")
            statements.execute(f"create database {name} template {source}")

        yield Place("postgres", work, lambda name: {**server, "PGDATABASE": name}, copy)


PLACES = {"duckdb": duckdb_place, "postgres": postgres_place}


@dataclass
class Reader:
    """Counts the rows of every mart in turn, from a thread, until it is told to stop."""

    environment: dict[str, str]
    marts: list[str]
    reads: int = 0
    errors: list[str] = field(default_factory=list)

    @contextmanager
    def reading(self) -> Iterator[None]:
        stop = threading.Event()
        thread = threading.Thread(target=self._read, args=(stop,))
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def _read(self, stop: threading.Event) -> None:
        with closing(connect(self.environment)) as connection:
            connection.autocommit = True
            cursor = connection.cursor()
            while not stop.is_set():
                for mart in self.marts:
                    try:
                        cursor.execute(f"select count(*) from marts.{mart}")
                        self.reads += 1
                    except psycopg2.Error as error:
                        self.errors.append(f"{mart}: {error}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--target", choices=sorted(PLACES), default="duckdb")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="customer360_kills_") as folder,
        PLACES[options.target](Path(folder)) as place,
    ):
        old, new, seconds = prepare(place, options.people)
        print(f"{len(new)} marts; a whole build takes {seconds:.0f} s")
        reader = None
        if options.target == "postgres":
            reader = Reader(place.environment_of("killed"), sorted(new))
        points = random.Random(360)
        print("| killed after | marts old | marts new | mixed or lost | next build | left behind |")
        print("|---|---|---|---|---|---|")
        for _ in range(options.kills):
            place.copy("before", "killed")
            with reader.reading() if reader else nullcontext():
                row = one_kill(place, old, new, points.random() * seconds)
            print(f"| {' | '.join(map(str, row))} |", flush=True)
        if reader:
            print(f"{reader.reads:,} reads of marts meanwhile, {len(reader.errors)} failed")
            print("\n".join(reader.errors[:20]))


def prepare(place: Place, people: int) -> tuple[Hashes, Hashes, float]:
    """Old marts and new raw tables in "before"; the marts of both days; seconds of a build."""
    for day in (1, 2):
        root = place.work / f"day{day}"
        generate(root, people, seed=day, companies=COMPANIES)
        place.land("before", root, day)
        if day == 1:
            place.build("before").wait()
            old, _ = place.look("before")
    place.copy("before", "after")
    started = time.monotonic()
    if place.build("after").wait():
        raise SystemExit("the build without a kill failed")
    seconds = time.monotonic() - started
    return old, place.look("after")[0], seconds


def one_kill(
    place: Place, old: Hashes, new: Hashes, seconds: float
) -> tuple[str, int, int, int, str, int]:
    process = place.build("killed")
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    found, _ = place.look("killed")
    states = [
        "old" if found.get(mart) == old[mart] else "new" if found.get(mart) == new[mart] else "bad"
        for mart in new
    ]
    code = place.build("killed").wait()
    built, leftovers = place.look("killed")
    return (
        f"{seconds:.1f} s",
        states.count("old"),
        states.count("new"),
        states.count("bad"),
        "rc 0, as without a kill" if code == 0 and built == new else f"rc {code}, {built == new=}",
        leftovers,
    )


if __name__ == "__main__":
    main()
