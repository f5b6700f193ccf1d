"""Kills builds with SIGKILL at random points and looks at what readers find afterwards.

    .venv/bin/python benchmarks/kills.py --kills 20

A warehouse has the marts of yesterday's data and the raw tables of today's. A build is started and
killed; then the file has to open, every mart has to be yesterday's or today's as a whole, and the
next build has to succeed and give today's marts. The points are drawn with a seed over the time
that a whole build takes.
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
import time
from datetime import datetime
from pathlib import Path

import duckdb

from customer360.generator.run import generate
from customer360.landing.load import land
from customer360.warehouse import DuckDBWarehouse

PROJECT_ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT_ROOT / "tests" / "python" / "platform"))

from marts_hash import TableHash, marts_hash  # noqa: E402

COMPANIES = ("saigon_table", "dom_uyut")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--people", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="customer360_kills_") as folder:
        work = Path(folder)
        file, old, new, seconds = prepare(work, options.people)
        points = random.Random(360)
        print("| killed after | opened | marts old | marts new | mixed or lost | next build |")
        print("|---|---|---|---|---|---|")
        for _ in range(options.kills):
            row = one_kill(work, file, old, new, points.random() * seconds)
            print(f"| {' | '.join(map(str, row))} |", flush=True)


def prepare(
    work: Path, people: int
) -> tuple[Path, dict[str, TableHash], dict[str, TableHash], float]:
    """A file with old marts and new raw tables; the marts' hashes of both; seconds of a build."""
    file = work / "before.duckdb"
    for day, seed in enumerate((1, 2), start=1):
        root = work / f"day{day}"
        generate(root, people, seed, companies=COMPANIES)
        with duckdb.connect(str(file)) as connection:
            land(root, DuckDBWarehouse(connection), loaded_at=datetime(2026, 1, day))
        if day == 1:
            build(file).wait()
            old = hashes(file)
    after = work / "after.duckdb"
    shutil.copy(file, after)
    started = time.monotonic()
    if build(after).wait():
        raise SystemExit("the build without a kill failed")
    return file, old, hashes(after), time.monotonic() - started


def one_kill(
    work: Path, before: Path, old: dict[str, TableHash], new: dict[str, TableHash], seconds: float
) -> tuple[str, str, int, int, int, str]:
    file = work / "killed.duckdb"
    for leftover in work.glob("killed.duckdb*"):
        leftover.unlink()
    shutil.copy(before, file)
    process = build(file)
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    found = hashes(file)
    states = [
        "old" if found.get(mart) == old[mart] else "new" if found.get(mart) == new[mart] else "bad"
        for mart in new
    ]
    code = build(file).wait()
    is_new = hashes(file) == new
    return (
        f"{seconds:.1f} s",
        "yes",
        states.count("old"),
        states.count("new"),
        states.count("bad"),
        "rc 0, as without a kill" if code == 0 and is_new else f"rc {code}, marts equal: {is_new}",
    )


def hashes(file: Path) -> dict[str, TableHash]:
    with duckdb.connect(str(file), read_only=not Path(f"{file}.wal").exists()) as connection:
        return marts_hash(DuckDBWarehouse(connection))


def build(file: Path) -> subprocess.Popen[bytes]:
    """Starts a build of all models in a process group of its own."""
    dbt = Path(sys.executable).with_name("dbt")
    command = [str(dbt), "--quiet", "build", "--resource-type", "model", "--resource-type", "seed"]
    command += ["--target", "duckdb", "--target-path", str(file.parent / "target")]
    return subprocess.Popen(
        command,
        cwd=PROJECT_ROOT,
        env={**os.environ, "CUSTOMER360_DUCKDB": str(file), "CUSTOMER360_DEMO": "false"},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


if __name__ == "__main__":
    main()
