"""What the customer marts cost, against scanning, sorting and writing the staged records once.

    python benchmarks/customers.py --people 470000 --seed 7

Generates the ``customers`` rows of one company, about 2.13 a person, lands them and builds what the
customer marts stand on, identity resolution included, in a warehouse file under ``.build``. Then,
in one process and with the same threads, it writes the staged records once in the order of their
key, and after that each model of models/intermediate/customers and models/marts/customers as dbt
compiled it, and prints seconds and ratios. A mart that is a view is read once in full instead, so
that its cost is seen too. CPU counts all threads. A file that is there is used again; ``--fresh``
makes it anew.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb

from customer360.generator.companies import COMPANIES
from customer360.generator.run import TRUTH, blocks
from customer360.generator.writer import FolderWriter
from customer360.project import PROJECT_ROOT

COMPANY = "maison_lumiere"
GOAL = 2.5
#: The areas whose models are the customer marts and what only they need.
AREAS = ("models/intermediate/customers/", "models/marts/customers/")
#: Marts of identity resolution, which has a benchmark of its own: they are written, not measured.
IDENTITY_MARTS = ("bridge_customer_ids", "dim_households")
_HOME = PROJECT_ROOT / ".build" / "customers"
_STAGED = (
    "select * from staging.stg_unioned__customers"
    " order by company_id, source_system, source_record_id"
)


def generate(root: Path, people: int, seed: int) -> None:
    """Write the customers rows of one company into a landing root."""
    company = replace(COMPANIES[COMPANY], activity=None, catalogue=None)
    folder = root / COMPANY
    folder.mkdir(parents=True)
    with (folder / "company.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [("setting", "value", "valid_from"), *((*row, "")[:3] for row in company.settings)]
        csv.writer(file).writerows(rows)
    writer = FolderWriter(folder, "parquet")
    for block in blocks(company, people, seed):
        writer.write([part for part in block.output if part.table != TRUTH])
    writer.close()


def prepare(file: Path, people: int, seed: int) -> None:
    """A warehouse with everything built up to the customer marts."""
    shutil.rmtree(_HOME, ignore_errors=True)
    root = _HOME / "landing"
    generate(root, people, seed)
    run("customer360", "land", str(root))
    without = [part for kind in ("test", "unit_test") for part in ("--exclude-resource-type", kind)]
    needed = ("--select", "+path:models/marts/customers", "--target-path", str(_HOME / "target"))
    run("dbt", "build", *without, *needed)


def run(program: str, *arguments: str) -> None:
    """Run a program of this environment on the benchmark's warehouse."""
    command = [str(Path(sys.executable).with_name(program)), *arguments]
    environment = {**os.environ, **_environment()}
    subprocess.run(command, check=True, cwd=PROJECT_ROOT, env=environment)


def _environment() -> dict[str, str]:
    return {
        "CUSTOMER360_TARGET": "duckdb",
        "CUSTOMER360_DUCKDB": str(_HOME / "customers.duckdb"),
        "CUSTOMER360_DEMO": "false",
    }


def models() -> Iterator[tuple[str, str, str]]:
    """Name, materialization and compiled SQL of each model of the areas, parents first."""
    manifest = json.loads((_HOME / "target" / "manifest.json").read_text(encoding="utf-8"))
    nodes = {
        key: node
        for key, node in manifest["nodes"].items()
        if node["original_file_path"].startswith(AREAS)
        and node["resource_type"] == "model"
        and node["name"] not in IDENTITY_MARTS
        and not node["name"].startswith("fct_identity")
    }
    done: set[str] = set()
    while len(done) < len(nodes):
        for key, node in sorted(nodes.items()):
            parents = set(node["depends_on"]["nodes"]) & nodes.keys()
            if key not in done and parents <= done:
                done.add(key)
                path = PROJECT_ROOT / node["compiled_path"]
                yield node["name"], node["config"]["materialized"], path.read_text(encoding="utf-8")


def measure(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[float, float, int]:
    """Wall seconds, CPU seconds and rows of writing a query's result into a table."""
    spent = _timed(connection, f"create or replace table benchmark_result as {query}")
    (rows,) = connection.execute("select count(*) from benchmark_result").fetchone()
    connection.execute("drop table benchmark_result")
    connection.execute("checkpoint")
    return *spent, rows


def read(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[float, float, int]:
    """The same of reading every cell of a query's result."""
    spent = _timed(connection, f"select bit_xor(hash(result)) from ({query}) as result")
    (rows,) = connection.execute(f"select count(*) from ({query}) as result").fetchone()
    return *spent, rows


def _timed(connection: duckdb.DuckDBPyConnection, statement: str) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    connection.execute(statement)
    return time.perf_counter() - wall, time.process_time() - cpu


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=470_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--fresh", action="store_true")
    options = parser.parse_args()
    file = _HOME / "customers.duckdb"
    if options.fresh or not file.exists():
        prepare(file, options.people, options.seed)
    with duckdb.connect(str(file)) as connection:
        connection.execute("set disabled_optimizers = 'outer_join_simplification'")
        connection.execute("set TimeZone = 'UTC'")
        measure(connection, _STAGED)
        base_wall, base_cpu, rows = measure(connection, _STAGED)
        print(f"{'staged records, sorted':38} {rows:>10,} {base_wall:8.2f} s {base_cpu:8.2f} s CPU")
        totals = {
            "customer marts": [0.0, 0.0],
            "customer marts, and every view read once": [0.0, 0.0],
            "customer marts and what they stand on": [0.0, 0.0],
        }
        marts, with_views, everything = totals
        for name, kind, query in models():
            is_mart, is_view = not name.startswith("int_"), kind == "view"
            if is_view and not is_mart:
                continue
            wall, cpu, rows = (read if is_view else measure)(connection, query)
            label = f"{name} (view, read)" if is_view else name
            print(f"{label:38} {rows:>10,} {wall:8.2f} s {cpu:8.2f} s CPU")
            concerned = {
                marts: is_mart and not is_view,
                with_views: is_mart,
                everything: not is_view,
            }
            for part in (part for part, is_concerned in concerned.items() if is_concerned):
                totals[part] = [totals[part][0] + wall, totals[part][1] + cpu]
    for part, (wall, cpu) in totals.items():
        print(
            f"{part}: wall {wall / base_wall:.2f}x, CPU {cpu / base_cpu:.2f}x the base;"
            f" goal {GOAL}x"
        )


if __name__ == "__main__":
    main()
