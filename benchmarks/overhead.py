"""What this project adds to the smallest dbt run: one model here against one in an empty project.

Both are built again and again in turn, each time by a new process with warm caches, on DuckDB files
of their own. The goal is a ratio of at most 2.

    .venv/bin/python benchmarks/overhead.py --runs 7
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parents[1]
GOAL = 2.0

_EMPTY_PROJECT = {
    "dbt_project.yml": "name: nothing\nprofile: nothing\n"
    "flags: {send_anonymous_usage_stats: false}\n",
    "profiles.yml": "nothing:\n  target: duckdb\n  outputs:\n"
    "    duckdb: {type: duckdb, path: nothing.duckdb, threads: 4}\n",
    "models/one.sql": "select 1 as id\n",
}


@dataclass(frozen=True)
class Contestant:
    """A project and the model that is built in it."""

    name: str
    root: Path
    model: str
    target_path: Path

    def build(self) -> tuple[float, float]:
        """Build the model in a new process; returns its wall and CPU seconds."""
        dbt = Path(sys.executable).with_name("dbt")
        command = [str(dbt), "--quiet", "build", "--select", self.model]
        command += ["--target", "duckdb", "--target-path", str(self.target_path)]
        cpu_before = _cpu_of_children()
        started = time.perf_counter()
        subprocess.run(command, cwd=self.root, check=True)
        return time.perf_counter() - started, _cpu_of_children() - cpu_before


def _cpu_of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def contestants(folder: Path, model: str) -> Iterator[Contestant]:
    empty = folder / "nothing"
    for name, text in _EMPTY_PROJECT.items():
        path = empty / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    yield Contestant("empty project", empty, "one", empty / "target")
    yield Contestant("customer360", PROJECT_ROOT, model, folder / "target")


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    arguments.add_argument("--runs", type=int, default=7, help="builds of each project")
    arguments.add_argument("--model", default="stg_landing__spend", help="a cheap model")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="customer360-overhead-") as name:
        folder = Path(name)
        os.environ["CUSTOMER360_DUCKDB"] = str(folder / "customer360.duckdb")
        os.environ["CUSTOMER360_DEMO"] = "true"
        pair = list(contestants(folder, chosen.model))
        for contestant in pair:
            contestant.build()  # lands the demo, parses, writes byte code
        seconds = {contestant.name: [] for contestant in pair}
        for _ in range(chosen.runs):
            for contestant in pair:
                seconds[contestant.name].append(contestant.build())
    report(seconds)


def report(seconds: dict[str, list[tuple[float, float]]]) -> None:
    """Print medians, and the median of the ratios of each pair of neighbouring runs."""
    base, ours = seconds.values()
    for name, measured in seconds.items():
        wall, cpu = (statistics.median(values) for values in zip(*measured, strict=True))
        print(f"{name:15} median wall {wall:5.2f} s   CPU {cpu:5.2f} s")
    for position, kind in enumerate(("wall", "CPU")):
        ratios = [b[position] / a[position] for a, b in zip(base, ours, strict=True)]
        print(
            f"ratio of {kind:4} median {statistics.median(ratios):.2f}"
            f"   from {min(ratios):.2f} to {max(ratios):.2f}   goal {GOAL:.1f}"
        )


if __name__ == "__main__":
    main()
